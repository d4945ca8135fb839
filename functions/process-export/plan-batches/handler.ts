import { PersonalizeClient } from '@aws-sdk/client-personalize';
import * as z from 'zod/mini';
import { processingInput } from '#contracts/processing.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { createFilesClient } from '../files-client.ts';
import { createStagedCalls } from '../staged-calls.ts';
import { readProcessedPath, stagingFolder } from '../staging.ts';
import { planBatches } from './plan-batches.ts';
import { fetchHead, readManifest, readSchema } from './plan-calls.ts';
import { settings } from './settings.ts';
import { sniffTypes } from './sniff-types.ts';

const environment = readEnvironment(settings);

const input = z.object({ input: processingInput, executionName: z.string() });

const processed = readProcessedPath(environment.PROCESSED_PATH);
const batchesAtOnce = Number(environment.BATCHES_AT_ONCE);
const s3 = createFilesClient();
const personalize = new PersonalizeClient(clientSettings);

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const readHead = (file: Parameters<typeof fetchHead>[1]) => fetchHead(s3, file, signal);
	const staged = createStagedCalls(s3, stagingFolder(processed, request.executionName), signal);
	const planned = await planBatches(request, {
		readManifest: (manifest) => readManifest(s3, manifest, signal),
		readSchema: async (datasetArn) => {
			const schema = await readSchema(personalize, datasetArn, signal);
			if (schema.unread) logger.warn('the schema cannot be read; the cells decide', { unread: schema.unread });
			return schema;
		},
		readHead,
		sniffTypes: (files) => sniffTypes(files, readHead),
		...staged,
	});
	logger.info('batches planned', { jobName: request.input.jobName, ...planned, batches: planned.batches.length });
	return { ...planned, batchesAtOnce };
});
