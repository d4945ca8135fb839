import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { processingRequest } from '#contracts/watch.ts';
import { clientSettings } from '../../shared/aws-calls.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { createDocuments } from '../../shared/documents.ts';
import { readEnvironment } from '../../shared/function-settings.ts';
import { listObjects } from '../../shared/list-objects.ts';
import { putJson } from '../../shared/put-json.ts';
import { startOrFind } from '../execution-calls.ts';
import { createRecords } from '../outcome/record-calls.ts';
import { settings } from './settings.ts';
import { startProcessing } from './start-processing.ts';

const environment = readEnvironment(settings);
const stateMachineArn = environment.PROCESSING_STATE_MACHINE_ARN;
const s3 = new S3Client(clientSettings);
const stepFunctions = new SFNClient(clientSettings);
const documents = createDocuments();

export const handler = createHandler(processingRequest, async (request, { signal, logger }) => {
	const started = await startProcessing(request, {
		records: createRecords(documents, environment.EXPORT_JOBS_TABLE, signal),
		manifestBucket: environment.MANIFEST_BUCKET,
		listObjects: (bucket, prefix) => listObjects(s3, { bucket, prefix }, signal),
		putManifest: (bucket, key, manifest) => putJson(s3, bucket, key, manifest, signal),
		startExecution: (name, input) => startOrFind(stepFunctions, stateMachineArn, name, input, signal),
		now: () => new Date(),
	});
	logger.info('processing', { jobName: request.watch.jobName, ...started });
	return started;
});
