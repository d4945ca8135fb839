import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
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
		const services = ['personalize', 'states', 'events', 's3', 'sns', 'sqs', 'dynamodb', 'sts', 'lambda'];
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

	it('refuses a body of megabytes, and lives on', async () => {
		const { status } = await post('states', 'AWSStepFunctions.StartExecution', `{"input": "${'x'.repeat(5_000_000)}"}`);
		expect(status).toBe(413);
		expect((await fetch(`${aws.endpoint()}/health`)).status).toBe(200);
	});

	it('asks an unsigned request for its signature', async () => {
		const response = await fetch(aws.endpoint(), { method: 'POST', body: '{}' });
		expect(response.status).toBe(403);
		expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
	});

	it('answers what is no HTTP with 400, and lives on', async () => {
		expect(await raw('nonsense\r\n\r\n')).toContain('400 Bad Request');
		expect((await fetch(`${aws.endpoint()}/health`)).status).toBe(200);
	});
});

describe('PutEvents', () => {
	it.each([
		[{ DetailType: 'x', Detail: '{}' }, 'InvalidArgument'],
		[{ Source: 's', Detail: '{}' }, 'InvalidArgument'],
		[{ Source: 's', DetailType: 'x' }, 'InvalidArgument'],
		[{ Source: 's', DetailType: 'x', Detail: '{' }, 'MalformedDetail'],
		[{ Source: 's', DetailType: 'x', Detail: '[]' }, 'MalformedDetail'],
		[{ Source: 's', DetailType: 'x', Detail: '{}', EventBusName: 'other' }, 'ResourceNotFoundException'],
		[{ Source: 's', DetailType: 'x', Detail: JSON.stringify({ x: 'y'.repeat(300_000) }) }, 'EntryTooLarge'],
	])('refuses the one entry %# and takes the other', async (entry, ErrorCode) => {
		const good = { Source: 's', DetailType: 'x', Detail: '{}' };
		const answer = await aws.clients().eventBridge.send(new PutEventsCommand({ Entries: [entry, good] }));
		expect(answer.FailedEntryCount).toBe(1);
		expect(answer.Entries).toMatchObject([{ ErrorCode }, { EventId: expect.any(String) }]);
	});
});
