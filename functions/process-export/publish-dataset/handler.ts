import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { processingInput } from '#contracts/processing.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createFilesClient } from '../files-client.ts';
import { createStagedCalls } from '../staged-calls.ts';
import { readProcessedPath, stagedKey, stagingFolder } from '../staging.ts';
import { profileParts } from './profile-parts.ts';
import { createDatasetCalls, downloadPart } from './publish-calls.ts';
import { publishDataset } from './publish-dataset.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const input = z.object({
	input: processingInput,
	executionName: z.string(),
	planSha256: z.string(),
	/** Of a batch that failed, there is no hash. */
	results: z.array(z.object({ batch: z.int(), sha256: z.optional(z.string()) })),
});

const processed = readProcessedPath(environment.PROCESSED_PATH);
const memoryMegabytes = Number(environment.DUCKDB_MEMORY_MB);
const threads = Number(environment.DUCKDB_THREADS);
const withValues = environment.PROFILE_VALUES === 'true';
const s3 = createFilesClient();

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const staging = stagingFolder(processed, request.executionName);
	const dataset = await publishDataset(request, {
		processed,
		toleratedShare: Number(environment.TOLERATED_REJECT_SHARE),
		publication: randomUUID().slice(0, 8),
		...createStagedCalls(s3, staging, signal),
		stagedAddress: (name) => `s3://${staging.bucket}/${stagedKey(staging.prefix, name)}`,
		profileParts: (columns, files) => {
			const download = (part: string, path: string) => downloadPart(s3, staging, part, path, signal);
			return profileParts(columns, files, { download, memoryMegabytes, threads, withValues });
		},
		callsFor: (location) => ({
			...createDatasetCalls(s3, staging, location, signal),
			warn: (message, error) => logger.warn(message, error),
		}),
	});
	logger.info('dataset published', { ...dataset });
	return dataset;
});
