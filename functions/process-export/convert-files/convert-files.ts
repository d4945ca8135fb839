import type { Batch, BatchResult, Column, ConvertedFile, SourceFile } from '#contracts/dataset-run.ts';
import type { Database } from '../duckdb.ts';
import { mapConcurrently } from '../map-concurrently.ts';

/** Two files at a time, so that one is fetched while another is converted; beyond this size one, for the disk's sake. */
const SIDE_BY_SIDE_BYTES = 1024 ** 3;
/** Of files this small the requests take the time, not the conversion. */
const SMALL_BYTES = 4 * 1024 ** 2;

const workersFor = (files: readonly SourceFile[]): number => {
	const largest = files.reduce((bytes, { size }) => Math.max(bytes, size), 0);
	const wanted = largest > SIDE_BY_SIDE_BYTES ? 1 : largest > SMALL_BYTES ? 2 : 6;
	return Math.min(wanted, files.length);
};

/** Converts the files of a batch, each worker with a database of its own. */
export const createConvertFiles =
	(dependencies: {
		readonly openDatabase: (workers: number) => Promise<Database>;
		readonly convertFile: (database: Database, file: SourceFile, columns: readonly Column[]) => Promise<ConvertedFile>;
	}) =>
	async ({ files, columns }: Batch): Promise<BatchResult> => {
		const workers = workersFor(files);
		const databases: Database[] = [];
		try {
			for (let worker = 0; worker < workers; worker += 1) databases.push(await dependencies.openDatabase(workers));
			const convert = (file: SourceFile, worker: number) =>
				dependencies.convertFile(databases[worker] as Database, file, columns);
			return { files: await mapConcurrently(files, workers, convert) };
		} finally {
			for (const database of databases) database.close();
		}
	};
