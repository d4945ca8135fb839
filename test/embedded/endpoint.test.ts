import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { useEmbeddedAws } from '../support/embedded.ts';

const aws = useEmbeddedAws();

const signedFor = (service: string) =>
	`AWS4-HMAC-SHA256 Credential=embedded/20260301/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
const post = async (service: string, target: string, body: string) => {
	const response = await fetch(aws.endpoint(), {
		method: 'POST',
		headers: {
			authorization: signedFor(service),
			'x-amz-target': target,
			'content-type': 'application/x-amz-json-1.1',
		},
		body,
	});
	return { status: response.status, body: (await response.json()) as { __type?: string; message?: string } };
};
const raw = async (bytes: string): Promise<string> => {
	const socket = connect(Number(new URL(aws.endpoint()).port), '127.0.0.1');
	socket.end(bytes);
	return text(socket);
};

describe('the endpoint', () => {
	it('says on /health that every service runs', async () => {
		const response = await fetch(`${aws.endpoint()}/health`);
		expect(response.status).toBe(200);
		const services = ['personalize', 'states', 'events', 's3', 'sns', 'sqs', 'dynamodb', 'sts', 'ssm', 'lambda'];
		expect(await response.json()).toEqual({
			status: 'ok',
			services: Object.fromEntries(services.map((name) => [name, 'running'])),
		});
	});

	it.each([
		['personalize', 'AmazonPersonalize.DeleteEverything', '{}', 'UnknownOperationException'],
		['personalize', '', '{}', 'UnknownOperationException'],
		['personalize', 'AmazonPersonalize.constructor', '{}', 'UnknownOperationException'],
		['personalize', 'AmazonPersonalize.DescribeDatasetExportJob', '{"datasetExp', 'SerializationException'],
		['personalize', 'AmazonPersonalize.DescribeDatasetExportJob', '[]', 'SerializationException'],
		['personalize', 'AmazonPersonalize.DescribeDatasetExportJob', '', 'InvalidInputException'],
		['states', 'AWSStepFunctions.StartExecution', 'null', 'SerializationException'],
		['states', 'AWSStepFunctions.Nothing', '{}', 'UnknownOperationException'],
		['events', 'AWSEvents.PutEvents', '{}', 'ValidationException'],
		['events', 'AWSEvents.PutEvents', '{"Entries": 7}', 'SerializationException'],
		['ec2', 'Anything', '{}', 'UnknownOperationException'],
	])('answers %s %s %s with %s', async (service, target, body, type) => {
		expect(await post(service, target, body)).toMatchObject({ status: 400, body: { __type: type } });
	});

	it('refuses a body of megabytes and keeps running', async () => {
		const { status } = await post('states', 'AWSStepFunctions.StartExecution', `{"input": "${'x'.repeat(5_000_000)}"}`);
		expect(status).toBe(413);
		expect((await fetch(`${aws.endpoint()}/health`)).status).toBe(200);
	});

	it('refuses an unsigned request', async () => {
		const response = await fetch(aws.endpoint(), { method: 'POST', body: '{}' });
		expect(response.status).toBe(403);
		expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
	});

	it('answers 400 to what is not HTTP and keeps running', async () => {
		expect(await raw('nonsense\r\n\r\n')).toContain('400 Bad Request');
		expect((await fetch(`${aws.endpoint()}/health`)).status).toBe(200);
	});
});
