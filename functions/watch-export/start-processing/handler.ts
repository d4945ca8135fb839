import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { datasetExportJob, watch } from '#contracts/watch.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { listObjects } from '../../shared/list-objects.ts';
import { putJson } from '../../shared/put-json.ts';
import { startOnce } from '../start-execution-call.ts';
import { addToRecord } from './processing-calls.ts';
import { settings } from './settings.ts';
import { createStartProcessing } from './start-processing.ts';

const environment = readEnvironment(settings);

const input = z.object({ executionArn: z.string(), watch, observation: z.object({ job: datasetExportJob }) });

const manifestBucket = environment.MANIFEST_BUCKET;
const stateMachineArn = environment.PROCESSING_STATE_MACHINE_ARN;
const table = environment.EXPORT_JOBS_TABLE;
const s3 = new S3Client(clientSettings);
const stepFunctions = new SFNClient(clientSettings);
const documents = createDocuments();

/** The one execution of that name, which has ended already. */
const executionArnOf = (name: string): string => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

export const handler = createHandler(input, async (request, { signal, logger }) => {
	const start = createStartProcessing({
		manifestBucket,
		listObjects: (bucket, prefix) => listObjects(s3, { bucket, prefix }, signal),
		putManifest: (bucket, key, manifest) => putJson(s3, bucket, key, manifest, signal),
		startExecution: async (name, processing) =>
			(await startOnce(stepFunctions, stateMachineArn, name, processing, signal)) ?? executionArnOf(name),
		addToRecord: (owner, started) =>
			addToRecord(documents, table, owner, started, signal).catch((error: Error) =>
				logger.error('the record does not say what was started', error),
			),
		now: () => new Date(),
	});
	const started = await start(request);
	logger.info('processing', { jobName: request.watch.jobName, ...started });
	return started;
});
