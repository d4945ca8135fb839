import type { Batch, BatchFailure, BatchResult, ConvertedFile } from '#contracts/dataset-run.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { type Database, openDatabase } from '../duckdb.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { type ConvertFileDependencies, convertFile } from './convert-file.ts';
import { shareProcessors } from './share-processors.ts';

interface Dependencies extends Omit<ConvertFileDependencies, 'database'> {
	readonly memoryMegabytes: number;
	readonly processors: number;
	readonly readBatch: (number: number) => Promise<Batch | undefined>;
	readonly putResult: (number: number, result: BatchResult) => Promise<void>;
	readonly putFailure: (number: number, failure: BatchFailure) => Promise<void>;
}

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
	const { memoryMegabytes, processors, workFolder } = dependencies;
	const { workers, threads } = shareProcessors(files, columns, processors);
	const databases: Database[] = [];
	const options = { memoryMegabytes: memoryMegabytes / workers, threads, temporaryFolder: workFolder };
	try {
		for (let worker = 0; worker < workers; worker += 1) databases.push(await openDatabase(options));
		return await mapConcurrently(files, workers, (file, worker) =>
			convertFile(file, columns, { ...dependencies, database: databases[worker] as Database }),
		);
	} finally {
		for (const database of databases) database.close();
	}
};
