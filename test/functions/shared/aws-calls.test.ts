import type { RequestListener } from 'node:http';
import { DescribeDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { callAws } from '#functions/shared/aws-calls.ts';
import { JOB_ARN } from '../../support/builders.ts';
import { answering, refusing, sending, serve } from '../../support/stub-service.ts';

const describeJob = (personalize: PersonalizeClient, abortSignal = new AbortController().signal) =>
	callAws('Personalize DescribeDatasetExportJob', () =>
		personalize.send(new DescribeDatasetExportJobCommand({ datasetExportJobArn: JOB_ARN }), { abortSignal }),
	);

describe('callAws', () => {
	it.each([
		['throttling', refusing('ThrottlingException'), 'ServiceThrottled'],
		['a request rate exceeded', refusing('LimitExceededException'), 'ServiceThrottled'],
		['a fault of the service', answering(500, { __type: 'InternalFailure' }), 'ServiceUnavailable'],
		['a gateway without service', answering(503, {}), 'ServiceUnavailable'],
		[
			'a connection that breaks',
			(request: Parameters<RequestListener>[0]) => request.socket.destroy(),
			'ServiceUnavailable',
		],
		['no answer in time', () => {}, 'ServiceUnavailable'],
		['an error that is not transient', refusing('NovelException'), 'NovelException'],
	] as const)('names %s for the workflow', async (_fault, listener, name) => {
		await expect(describeJob(new PersonalizeClient(await serve(listener)))).rejects.toMatchObject({
			name,
			message: expect.stringMatching(/\S/),
		});
	});

	it.each([
		['{"__type": 7, "message": "m"}', '7'],
		['{"__type": [1]}', 'ServiceUnavailable'],
		['{"__type": {"toString": 1}}', 'ServiceUnavailable'],
		['{"__type": null, "message": {"toString": 1}}', 'ServiceUnavailable'],
		['{"__type": "ThrottlingException", "message": {"toString": 1}}', 'ServiceUnavailable'],
		['{"__type": "ValidationException", "message": 7}', 'ServiceUnavailable'],
		[`{"__type": "NovelException", "message": ${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 'ServiceUnavailable'],
		['{"__type": "constructor", "message": "m"}', 'constructor'],
	])('gives the error %j a name and a message that are text', async (body, name) => {
		const personalize = new PersonalizeClient(await serve(sending(400, 'application/x-amz-json-1.1', body)));
		await expect(describeJob(personalize)).rejects.toMatchObject({ name, message: expect.any(String) });
	});

	it.each(['ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'HPE_INVALID_CONSTANT', 'ERR_STREAM_PREMATURE_CLOSE'])(
		'takes %s for a fault of the network',
		async (code) => {
			const fail = async () => Promise.reject(Object.assign(new Error('m'), { code }));
			await expect(callAws('S3 GetObject', fail)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
		},
	);

	it.each(['ERR_INVALID_URL', 'ERR_INVALID_ARG_TYPE', 'ENOSPC', 'ENOENT', 'EACCES'])(
		'rethrows %s, which no retry mends',
		async (code) => {
			const error = Object.assign(new Error('m'), { code });
			await expect(callAws('S3 GetObject', async () => Promise.reject(error))).rejects.toBe(error);
		},
	);

	it('fails with ServiceUnavailable if nothing listens on the host', async () => {
		const personalize = new PersonalizeClient({ ...(await serve(() => {})), endpoint: 'http://127.0.0.1:9' });
		await expect(describeJob(personalize)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
	});

	it('fails with ServiceUnavailable if the end of the step aborts the call', async () => {
		const personalize = new PersonalizeClient({ ...(await serve(() => {})), requestHandler: {} });
		const call = describeJob(personalize, AbortSignal.timeout(50));
		await expect(call).rejects.toMatchObject({ name: 'ServiceUnavailable' });
	});

	it('fails with ServiceThrottled if KMS throttles a topic with a key', async () => {
		const refuse: RequestListener = (_request, response) => {
			response.writeHead(400, { 'content-type': 'text/xml' });
			response.end('<ErrorResponse><Error><Code>KMSThrottling</Code><Message>m</Message></Error></ErrorResponse>');
		};
		const sns = new SNSClient(await serve(refuse));
		const call = callAws('SNS Publish', () => sns.send(new PublishCommand({ TopicArn: 'arn', Message: 'm' })));
		await expect(call).rejects.toMatchObject({ name: 'ServiceThrottled' });
	});
});
