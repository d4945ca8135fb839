import type { Batch, BatchFailure, BatchResult, Column, ConvertedFile, SourceFile } from '#contracts/dataset-run.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { type Database, openDatabase } from '../duckdb.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { type ConvertFileDependencies, convertFile } from './convert-file.ts';

interface Dependencies extends Omit<ConvertFileDependencies, 'database'> {
	readonly memoryMegabytes: number;
	readonly readBatch: (number: number) => Promise<Batch | undefined>;
	readonly putResult: (number: number, result: BatchResult) => Promise<void>;
	readonly putFailure: (number: number, failure: BatchFailure) => Promise<void>;
}

/** How many times as large CSV becomes when it is unpacked: a guess on the safe side, because only unpacking tells. */
const UNPACKED_TIMES = 16;
/** DuckDB's memory grows with the columns: a wide file needs all that there is. */
const WIDE_COLUMNS = 64;
/** Beyond this size, the disk holds one file only. */
const MAX_CONCURRENT_BYTES = 1024 ** 3;
/** For files up to this size, the requests take the time, not the conversion. */
const SMALL_BYTES = 4 * 1024 ** 2;
/** As many as a function of 2 GB has processors. */
const THREADS = 2;

/** Converts the files of one batch, and puts the result or the failure into staging. */
export const convertFiles = async (number: number, dependencies: Dependencies): Promise<BatchResult> => {
	try {
		const batch = await dependencies.readBatch(number);
		if (!batch) throw new Error(`batch ${number} is not in the staging folder`);
		const result = { files: await convertBatch(batch, dependencies) };
		await dependencies.putResult(number, result);
		return result;
	} catch (error) {
		// A Distributed Map reports only that children failed, so the next step reads here why.
		if (error instanceof Error && !isTransient(error)) {
			await dependencies.putFailure(number, { error: error.name, message: error.message });
		}
		throw error;
	}
};

/** Several workers, each with a database of its own: one fetches a file while another converts. */
const convertBatch = async ({ files, columns }: Batch, dependencies: Dependencies): Promise<ConvertedFile[]> => {
	const { memoryMegabytes, workFolder } = dependencies;
	const workers = workersFor(files, columns);
	const databases: Database[] = [];
	const options = {
		memoryMegabytes: memoryMegabytes / workers,
		threads: workers === 1 ? THREADS : 1,
		temporaryFolder: workFolder,
	};
	try {
		for (let worker = 0; worker < workers; worker += 1) databases.push(await openDatabase(options));
		return await mapConcurrently(files, workers, (file, worker) =>
			convertFile(file, columns, { ...dependencies, database: databases[worker] as Database }),
		);
	} finally {
		for (const database of databases) database.close();
	}
};

const workersFor = (files: readonly SourceFile[], columns: readonly Column[]): number => {
	const sizes = files.map(({ size, isGzip }) => (isGzip ? size * UNPACKED_TIMES : size));
	const largest = sizes.reduce((bytes, size) => Math.max(bytes, size), 0);
	const wanted = largest > MAX_CONCURRENT_BYTES || columns.length > WIDE_COLUMNS ? 1 : largest > SMALL_BYTES ? 2 : 6;
	return Math.min(wanted, files.length);
};
