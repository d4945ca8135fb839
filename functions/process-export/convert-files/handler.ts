import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import * as z from 'zod/mini';
import { batch as batchContract } from '#contracts/dataset-run.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { putJson } from '../../shared/put-json.ts';
import { createFilesClient } from '../files-client.ts';
import { readStaged } from '../read-object.ts';
import { batchKey, failureKey, readProcessedPath, resultKey, stagedKey, stagingFolder } from '../staging.ts';
import { convertFiles } from './convert-files.ts';
import { fetchFile, uploadFile } from './file-calls.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

/**
 * Incremental marking takes a twelfth of a batch's time, because the bytes that pass through start it again and again;
 * marking a function's small heap at once takes milliseconds. Only in Lambda, which sets this variable.
 */
if (process.env.AWS_EXECUTION_ENV) setFlagsFromString('--no-incremental-marking');

const input = z.object({ batch: z.int().check(z.nonnegative()), executionName: z.string() });

const processed = readProcessedPath(environment.PROCESSED_PATH);
const s3 = createFilesClient();

export const handler = createHandler(input, async ({ batch, executionName }, { signal, logger }) => {
	const { bucket, prefix } = stagingFolder(processed, executionName);
	const { files } = await convertFiles(batch, {
		memoryMegabytes: Number(environment.DUCKDB_MEMORY_MB),
		processors: Number(environment.DUCKDB_THREADS),
		workFolder: tmpdir(),
		readBatch: (number) => readStaged(s3, bucket, batchKey(prefix, number), batchContract, signal),
		putResult: (number, result) => putJson(s3, bucket, resultKey(prefix, number), result, signal),
		putFailure: (number, failure) => putJson(s3, bucket, failureKey(prefix, number), failure, signal),
		fetch: (file, path) => fetchFile(s3, file, path, signal),
		upload: (path, name) => uploadFile(s3, bucket, stagedKey(prefix, name), path, signal),
	});
	logger.info('batch converted', { batch, files: files.length });
	return { batch };
});
