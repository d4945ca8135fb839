import type { RequestListener } from 'node:http';
import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { describe, expect, it } from 'vitest';
import { datasetExportJob } from '#contracts/watch.ts';
import { clientSettings } from '#functions/shared/aws-calls.ts';
import { describeDatasetExportJob } from '#functions/shared/describe-call.ts';
import { createRandom } from '../../../local/aws/personalize/demo-data/random.ts';
import { JOB_ARN, jobOf } from '../../support/builders.ts';
import { mutate, nested, randomJson } from '../../support/random-json.ts';
import { answering, refusing, sending, serve } from '../../support/stub-service.ts';

const ofJson = (body: string) => sending(200, 'application/x-amz-json-1.1', body);

/** JSON of a value that may be nested too deep for JSON.stringify; then of its depth. */
const textOf = (value: unknown): string => {
	try {
		return JSON.stringify(value);
	} catch {
		return `{"datasetExportJob":{"status":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`;
	}
};

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

	it.each([[null], [7], ['ACTIVE'], [[]], [[1]], [{}], [{ novelField: {} }]])(
		'takes the job %j for one of which nothing is known',
		async (datasetExportJob) => {
			expect(await describeJob(answering(200, { datasetExportJob }))).toEqual({});
		},
	);

	it.each<[string, object, object?]>([
		['status', { status: 7 }],
		['status', { status: { toString: 1 } }],
		['status', { status: nested(1_000) }],
		['status', { status: null }],
		['jobName', { jobName: ['nightly'] }],
		['failureReason', { failureReason: { message: 'no permission' } }],
		['creationDateTime', { creationDateTime: '2026-03-01T02:00:00Z' }],
		['creationDateTime', { creationDateTime: true }],
		['creationDateTime', { creationDateTime: -1 }],
		['creationDateTime', { creationDateTime: 1e17 }],
		['creationDateTime', { creationDateTime: 2.6e11 }],
		['creationDateTime', JSON.parse('{"creationDateTime": 1e999}')],
		['lastUpdatedDateTime', { lastUpdatedDateTime: {} }],
		['jobOutput', { jobOutput: 's3://exports/' }],
		['jobOutput', { jobOutput: { s3DataDestination: [1] } }, { jobOutput: {} }],
		[
			'kmsKeyArn',
			{ jobOutput: { s3DataDestination: { path: 's3://exports/', kmsKeyArn: 7 } } },
			{ jobOutput: { s3DataDestination: { path: 's3://exports/' } } },
		],
	])('leaves out a %s of a wrong type, and nothing else: %j', async (_field, wrong, rest = {}) => {
		const { creationDateTime, lastUpdatedDateTime, ...right } = jobOf();
		const wire = {
			...right,
			creationDateTime: Date.parse(creationDateTime ?? '') / 1000,
			lastUpdatedDateTime: Date.parse(lastUpdatedDateTime ?? '') / 1000,
		};
		const [field = ''] = Object.keys(wrong);
		const { [field]: _left, ...others } = { ...jobOf() } as Record<string, unknown>;
		expect(await describeJob(answering(200, { datasetExportJob: { ...wire, ...wrong } }))).toEqual({
			...others,
			...rest,
		});
	});

	it('leaves out a status that is nested too deep for JSON.stringify', async () => {
		const deep = `{"datasetExportJob": {"jobName": "nightly", "status": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
		expect(await describeJob(ofJson(deep))).toEqual({ jobName: 'nightly' });
	});

	it('reads any JSON, or finds no answer in it', async () => {
		const random = createRandom(1);
		const keys = [...Object.keys(jobOf()), 'datasetExportJob', 's3DataDestination', 'path'];
		let body = '';
		const settings = await serve((request, response) => ofJson(body)(request, response));
		const personalize = new PersonalizeClient({ ...clientSettings, ...settings });
		for (let time = 0; time < 200; time += 1) {
			const answer = mutate(
				random,
				keys,
				random.fraction() < 0.5 ? { datasetExportJob: jobOf() } : randomJson(random, keys),
			);
			body = textOf(answer);
			const read = describeDatasetExportJob(personalize, JOB_ARN, new AbortController().signal).then(
				(job) => datasetExportJob.parse(job) && 'a job',
				({ name }) => name,
			);
			expect(['a job', 'ServiceUnavailable'], body.slice(0, 500)).toContain(await read);
		}
	});
});
