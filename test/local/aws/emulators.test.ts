import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createSqs, startDynalite, startFauxqs } from '../../../local/aws/emulators.ts';
import { httpRequest, signedFor } from '../../support/raw-http.ts';
import { serveGateway } from '../../support/served-gateway.ts';

const settings = (port: number) => ({
	endpoint: `http://127.0.0.1:${port}`,
	region: 'us-east-1',
	credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
});

const serveDynamoDb = async () => {
	const port = await serveGateway({ dynamodb: startDynalite() });
	const client = new DynamoDBClient(settings(port));
	await client.send(
		new CreateTableCommand({
			TableName: 'Items',
			BillingMode: 'PAY_PER_REQUEST',
			AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
			KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
		}),
	);
	const post = (body: string) =>
		fetch(`http://127.0.0.1:${port}/`, {
			method: 'POST',
			headers: {
				authorization: signedFor('dynamodb'),
				'x-amz-date': '20260301T000000Z',
				'x-amz-target': 'DynamoDB_20120810.GetItem',
				'content-type': 'application/x-amz-json-1.0',
			},
			body,
		});
	return { port, client, post };
};

describe('the embedded DynamoDB', () => {
	it('keeps and gives items', async () => {
		const { client } = await serveDynamoDb();
		const Item = { id: { S: 'a' }, text: { S: 'ü' } };
		await client.send(new PutItemCommand({ TableName: 'Items', Item }));
		const { Item: got } = await client.send(new GetItemCommand({ TableName: 'Items', Key: { id: { S: 'a' } } }));
		expect(got).toEqual(Item);
	});

	it('refuses an item beyond 400 KB', async () => {
		const { client } = await serveDynamoDb();
		const Item = { id: { S: 'a' }, text: { S: 'x'.repeat(410_000) } };
		await expect(client.send(new PutItemCommand({ TableName: 'Items', Item }))).rejects.toThrow(
			'Item size has exceeded the maximum allowed size',
		);
	});

	it('survives a client that goes away within its body', async () => {
		const { port, post } = await serveDynamoDb();
		const socket = connect(port, '127.0.0.1');
		const headers = ['Host: localhost', `Authorization: ${signedFor('dynamodb')}`, 'Content-Length: 100'];
		socket.write(httpRequest('POST / HTTP/1.1', headers, '{'));
		await sleep(50);
		socket.destroy();
		await sleep(50);
		expect((await post('{}')).status).toBe(400);
	});

	it.each(['null', '[]', '7', '{"Key":null}', '{"Key":{"id":null}}'])('survives the body %s', async (body) => {
		const { post } = await serveDynamoDb();
		expect((await post(body)).status).toBeGreaterThanOrEqual(400);
		expect((await post('{}')).status).toBe(400);
	});
});

describe('the embedded SQS', () => {
	const serveSqs = async () => {
		const port = await serveGateway({ sqs: createSqs(await startFauxqs()) });
		// the client then calls the path of the queue, as it does by default
		const client = new SQSClient(settings(port));
		const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'outcomes' }));
		return { port, client, QueueUrl };
	};

	it('takes messages at the URL of the queue', async () => {
		const { client, QueueUrl } = await serveSqs();
		await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
		const { Attributes } = await client.send(
			new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
		);
		expect(Attributes).toEqual({ ApproximateNumberOfMessages: '1' });
	});

	it('refuses a message beyond 1 MiB', async () => {
		const { client, QueueUrl } = await serveSqs();
		const MessageBody = 'x'.repeat(1024 * 1024 + 1);
		await expect(client.send(new SendMessageCommand({ QueueUrl, MessageBody }))).rejects.toThrow('1048576');
	});

	it('tells a client that speaks the old protocol which version works, in that protocol', async () => {
		const { port } = await serveSqs();
		const response = await fetch(`http://127.0.0.1:${port}/`, {
			method: 'POST',
			headers: {
				authorization: signedFor('sqs'),
				'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
			},
			body: 'Action=ListQueues&Version=2012-11-05',
		});
		expect(response.status).toBe(400);
		expect(await response.text()).toMatch(
			/<Code>UnsupportedOperation<\/Code><Message>[^<]*AWS CLI 2\.16, boto3 1\.35 or a newer one<\/Message>/,
		);
	});

	it.each(['GET', 'PUT', 'DELETE'])('is not a way to the buckets by %s', async (method) => {
		const { port } = await serveSqs();
		const response = await fetch(`http://127.0.0.1:${port}/exports`, {
			method,
			headers: { authorization: signedFor('sqs') },
		});
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
	});
});
