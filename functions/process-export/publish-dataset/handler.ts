import * as z from 'zod/mini';
import { batchFailure, batchResult, datasetPlan } from '#contracts/dataset-run.ts';
import { folder } from '#contracts/processing.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { putJson } from '../../shared/put-json.ts';
import { createFilesClient } from '../files-client.ts';
import { readJson } from '../read-object.ts';
import { failureKey, planKey, resultKey } from '../staging.ts';
import { profileParts } from './profile-parts.ts';
import { downloadPart, removeDocument, replaceObjects } from './publish-calls.ts';
import { publishDataset } from './publish-dataset.ts';
import { settings } from './settings.ts';

const environment = readEnvironment(settings);

const input = z.object({ staging: folder });

const memoryMegabytes = Number(environment.DUCKDB_MEMORY_MB);
const withValues = environment.PROFILE_VALUES === 'true';
const s3 = createFilesClient();

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const dataset = await publishDataset(request, {
		toleratedShare: Number(environment.TOLERATED_REJECT_SHARE),
		readPlan: ({ bucket, prefix }) => readJson(s3, bucket, planKey(prefix), datasetPlan, signal),
		readResult: ({ bucket, prefix }, batch) => readJson(s3, bucket, resultKey(prefix, batch), batchResult, signal),
		readFailure: ({ bucket, prefix }, batch) => readJson(s3, bucket, failureKey(prefix, batch), batchFailure, signal),
		profileParts: (plan, files) => {
			const download = (part: string, path: string) => downloadPart(s3, plan.staging, part, path, signal);
			return profileParts(plan, files, { download, memoryMegabytes, withValues });
		},
		replaceObjects: (plan, names) => replaceObjects(s3, plan, names, signal),
		putDocument: ({ bucket, prefix }, name, document) => putJson(s3, bucket, `${prefix}${name}`, document, signal),
		removeDocument: (location, name) => removeDocument(s3, location, name, signal),
	});
	logger.info('dataset published', { ...dataset });
	return dataset;
});
