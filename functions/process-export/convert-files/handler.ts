import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import * as z from 'zod/mini';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createFilesClient } from '../files-client.ts';
import { createStagedCalls } from '../staged-calls.ts';
import { readProcessedPath, stagedKey, stagingFolder } from '../staging.ts';
import { convertFiles } from './convert-files.ts';
import { fetchFile, uploadFile } from './file-calls.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

/**
 * Incremental marking takes a twelfth of a batch's time, because the bytes that pass through start it again and again;
 * marking a function's small heap at once takes milliseconds. Only in Lambda, which sets this variable.
 */
if (process.env.AWS_EXECUTION_ENV) setFlagsFromString('--no-incremental-marking');

const input = z.object({ batch: z.int().check(z.nonnegative()), planSha256: z.string(), executionName: z.string() });

const processed = readProcessedPath(environment.PROCESSED_PATH);
const s3 = createFilesClient();

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const staging = stagingFolder(processed, request.executionName);
	const { bucket, prefix } = staging;
	const converted = await convertFiles(request, {
		memoryMegabytes: Number(environment.DUCKDB_MEMORY_MB),
		processors: Number(environment.DUCKDB_THREADS),
		workFolder: tmpdir(),
		...createStagedCalls(s3, staging, signal),
		fetch: (file, path) => fetchFile(s3, file, path, signal),
		upload: (path, name) => uploadFile(s3, bucket, stagedKey(prefix, name), path, signal),
	});
	logger.info('batch converted', converted);
	return converted;
});
