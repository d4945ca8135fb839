import type { RequestListener } from 'node:http';
import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { describe, expect, it } from 'vitest';
import { describeDatasetExportJob } from '#functions/shared/describe-call.ts';
import { JOB_ARN } from '../../support/builders.ts';
import { answering, refusing, serve } from '../../support/stub-service.ts';

const describeJob = async (listener: RequestListener) =>
	describeDatasetExportJob(new PersonalizeClient(await serve(listener)), JOB_ARN, new AbortController().signal);

describe('describeDatasetExportJob', () => {
	it.each([
		['throttling', refusing('ThrottlingException'), 'ServiceThrottled'],
		['a fault of the service', answering(500, { __type: 'InternalFailure' }), 'ServiceUnavailable'],
		['no such job', refusing('ResourceNotFoundException'), 'DatasetExportJobNotFound'],
		['an ARN that is refused', refusing('InvalidInputException'), 'DescribeRefused'],
		['a role without permission', refusing('AccessDeniedException'), 'DescribeRefused'],
		['an unknown error', refusing('NovelException'), 'NovelException'],
	] as const)('names %s for the workflow', async (_fault, listener, name) => {
		await expect(describeJob(listener)).rejects.toMatchObject({ name, message: expect.stringMatching(/\S/) });
	});

	it('takes an answer with fields left out, or with none', async () => {
		const creationDateTime = Date.parse('2026-03-01T02:00:00.000Z') / 1000;
		const answer = { datasetExportJob: { jobName: 'nightly', creationDateTime, novelField: 1 } };
		expect(await describeJob(answering(200, answer))).toEqual({
			jobName: 'nightly',
			creationDateTime: '2026-03-01T02:00:00.000Z',
		});
		expect(await describeJob(answering(200, {}))).toEqual({});
	});
});
