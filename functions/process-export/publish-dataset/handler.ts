import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { batch as batchContract, batchFailure, batchResult, datasetPlan } from '#contracts/dataset-run.ts';
import { processingInput } from '#contracts/processing.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createFilesClient } from '../files-client.ts';
import { readStaged } from '../read-object.ts';
import { batchKey, failureKey, planKey, readProcessedPath, resultKey, stagedKey, stagingFolder } from '../staging.ts';
import { profileParts } from './profile-parts.ts';
import { createDatasetCalls, downloadPart } from './publish-calls.ts';
import { publishDataset } from './publish-dataset.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const count = z.int().check(z.nonnegative());
const input = z.object({
	input: processingInput,
	executionName: z.string(),
	batches: z.array(count),
	fileCount: count,
});

const processed = readProcessedPath(environment.PROCESSED_PATH);
const memoryMegabytes = Number(environment.DUCKDB_MEMORY_MB);
const threads = Number(environment.DUCKDB_THREADS);
const withValues = environment.PROFILE_VALUES === 'true';
const s3 = createFilesClient();

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const staging = stagingFolder(processed, request.executionName);
	const { bucket, prefix } = staging;
	const dataset = await publishDataset(request, {
		processed,
		toleratedShare: Number(environment.TOLERATED_REJECT_SHARE),
		publication: randomUUID().slice(0, 8),
		readPlan: () => readStaged(s3, bucket, planKey(prefix), datasetPlan, signal),
		readBatch: (number) => readStaged(s3, bucket, batchKey(prefix, number), batchContract, signal),
		readResult: (number) => readStaged(s3, bucket, resultKey(prefix, number), batchResult, signal),
		readFailure: (number) => readStaged(s3, bucket, failureKey(prefix, number), batchFailure, signal),
		stagedAddress: (name) => `s3://${bucket}/${stagedKey(prefix, name)}`,
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
