import type { Batch, Column, ConvertedFile } from '#contracts/dataset-run.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { type Database, openDatabase } from '../duckdb.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { StagedCalls } from '../staged-calls.ts';
import { type ConvertFileDependencies, convertFile } from './convert-file.ts';
import { shareProcessors } from './share-processors.ts';

interface Dependencies
	extends Omit<ConvertFileDependencies, 'database'>,
		Pick<StagedCalls, 'readPlan' | 'readBatch' | 'putResult' | 'putFailure'> {
	readonly memoryMegabytes: number;
	readonly processors: number;
}

interface ConvertRequest {
	/** Its number. */
	readonly batch: number;
	readonly planSha256: string;
}

/** Converts the files of one batch, puts the result or the failure into staging, and answers the hash of the result. */
export const convertFiles = async (
	{ batch: number, planSha256 }: ConvertRequest,
	dependencies: Dependencies,
): Promise<{ readonly batch: number; readonly sha256: string }> => {
	try {
		const plan = await dependencies.readPlan(planSha256);
		const { files } = await dependencies.readBatch(number, plan);
		const result = { files: await convertBatch(files, plan.columns, dependencies) };
		return { batch: number, sha256: await dependencies.putResult(number, result) };
	} catch (error) {
		// A Distributed Map reports only that children failed, so the next step reads here why.
		if (error instanceof Error && !isTransient(error)) {
			await dependencies.putFailure(number, { error: error.name, message: error.message });
		}
		throw error;
	}
};

/** Several workers, each with a database of its own: one fetches a file while another converts. */
const convertBatch = async (
	files: Batch['files'],
	columns: readonly Column[],
	dependencies: Dependencies,
): Promise<ConvertedFile[]> => {
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
