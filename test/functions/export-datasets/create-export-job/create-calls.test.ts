import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { describe, expect, it } from 'vitest';
import { createDatasetExportJob } from '#functions/export-datasets/create-export-job/create-calls.ts';
import { JOB_ARN, plannedExportOf } from '../../../support/builders.ts';
import { answering, refusing, sending, serve } from '../../../support/stub-service.ts';

const create = async (listener: ReturnType<typeof answering>) =>
	createDatasetExportJob(new PersonalizeClient(await serve(listener)), plannedExportOf(), new AbortController().signal);

describe('createDatasetExportJob', () => {
	it('gives the ARN of the job, and nothing if the name is taken', async () => {
		expect(await create(answering(200, { datasetExportJobArn: JOB_ARN }))).toBe(JOB_ARN);
		expect(await create(refusing('ResourceAlreadyExistsException'))).toBeUndefined();
	});

	it.each([
		['a dataset in use', refusing('ResourceInUseException'), 'DatasetBusy'],
		['a quota', refusing('LimitExceededException'), 'ExportQuotaReached'],
		['a refusal', refusing('InvalidInputException'), 'CreateRefused'],
		['throttling', refusing('ThrottlingException'), 'ServiceThrottled'],
		['a fault', answering(500, {}), 'ServiceUnavailable'],
		['an answer without an ARN', answering(200, {}), 'ServiceUnavailable'],
		['an ARN of a wrong type', answering(200, { datasetExportJobArn: 7 }), 'ServiceUnavailable'],
		['an answer that is cut off', sending(200, 'application/x-amz-json-1.1', '{"data'), 'ServiceUnavailable'],
		[
			'a message that is no text',
			answering(400, { __type: 'ResourceInUseException', message: { toString: 1 } }),
			'ServiceUnavailable',
		],
		['a page of a proxy', sending(403, 'text/html', '<html></html>'), 'ServiceUnavailable'],
	] as const)('names %s for the workflow', async (_what, listener, name) => {
		await expect(create(listener)).rejects.toMatchObject({ name });
	});
});
