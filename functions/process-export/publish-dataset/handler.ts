import * as z from 'zod/mini';
import { batchFailure, batchResult, datasetPlan } from '#contracts/dataset-run.ts';
import { folder } from '#contracts/processing.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { putJson } from '../../shared/put-json.ts';
import { createFilesClient } from '../files-client.ts';
import { readJson } from '../read-object.ts';
import { failureKey, planKey, resultKey } from '../staging.ts';
import { createPublishCalls } from './publish-calls.ts';
import { createPublishDataset } from './publish-dataset.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const input = z.object({ staging: folder });

const memoryMegabytes = Number(environment.DUCKDB_MEMORY_MB);
const toleratedShare = Number(environment.TOLERATED_REJECT_SHARE);
const withValues = environment.PROFILE_VALUES === 'true';
const s3 = createFilesClient();

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const { profileParts, ...calls } = createPublishCalls(s3, signal);
	const publish = createPublishDataset({
		...calls,
		toleratedShare,
		readPlan: async ({ bucket, prefix }) => {
			const plan = await readJson(s3, bucket, planKey(prefix), datasetPlan, signal);
			if (!plan) throw new Error(`there is no plan in s3://${bucket}/${prefix}`);
			return plan;
		},
		readResult: ({ bucket, prefix }, batch) => readJson(s3, bucket, resultKey(prefix, batch), batchResult, signal),
		readFailure: ({ bucket, prefix }, batch) => readJson(s3, bucket, failureKey(prefix, batch), batchFailure, signal),
		profileParts: (plan, files) => profileParts(plan, files, { memoryMegabytes, withValues }),
		putDocument: ({ bucket, prefix }, name, document) => putJson(s3, bucket, `${prefix}${name}`, document, signal),
	});
	const dataset = await publish(request);
	logger.info('dataset published', { ...dataset });
	return dataset;
});
