import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createNetServer } from 'node:net';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { workflowNames } from '#statemachine/read-definition.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/aws/embedded-aws.ts';
import { buckets, queueName, stateMachineArnOf, tableName } from '../../local/aws/shared/names.ts';
import { hasChromium, launchChromium } from '../support/browser.ts';
import { signedFor } from '../support/raw-http.ts';

const PRESIGNED =
	'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k%2F20260301%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0';
const EMPTY_BUCKET = '<Delete><Object><Key>demo/ITEMS/items.csv</Key></Object></Delete>';
const FORGED_RECORD = JSON.stringify({ TableName: tableName, Item: { datasetExportJobArn: { S: 'forged' } } });

/** The attacks of test/support/hostile-page.html; the last is a link that a person follows. */
const attacks = [
	...['form-upload', 'form-query', 'form-text', 'form-by-script', 'invocations', 'delete', 'beacon', 'unsigned'],
	...['health', 'read', 'put', 'delete-one', 'signed', 'image', 'script', 'style', 'frame', 'no-origin', 'events'],
	...['socket', 'link'],
];

let aws: EmbeddedAws;
let browser: Browser;
let closeBrowser: () => Promise<void>;
const pages = createServer((_request, response) => {
	const hostile = readFileSync(new URL('../support/hostile-page.html', import.meta.url), 'utf8')
		.replaceAll('{{endpoint}}', aws.endpoint)
		.replaceAll('{{presigned}}', PRESIGNED)
		.replaceAll('{{signature}}', signedFor('lambda'))
		.replaceAll('{{emptyBucket}}', EMPTY_BUCKET);
	response.setHeader('content-type', 'text/html').setHeader('connection', 'close').end(hostile);
});
const portOf = (server: { address: () => unknown }) => (server.address() as AddressInfo).port;

/** What the endpoint has answered to the browser: the attack, the status and the headers. */
let answered: { readonly attack: string; readonly status: number; readonly headers: readonly string[] }[] = [];
const observe = (message: unknown) => {
	const { request, response } = message as { readonly request: IncomingMessage; readonly response: ServerResponse };
	if (request.socket.localPort !== Number(new URL(aws.endpoint).port)) return;
	if (!request.headers['user-agent']?.includes('Chrome')) return;
	const { pathname, searchParams } = new URL(request.url ?? '', aws.endpoint);
	const attack = searchParams.get('attack') ?? pathname.split('/').at(-1) ?? '';
	answered.push({ attack, status: response.statusCode, headers: response.getHeaderNames() });
};

beforeAll(async () => {
	if (!hasChromium) return;
	const launching = launchChromium();
	aws = await startEmbeddedAws({ port: 0 });
	await once(pages.listen(0, '127.0.0.1'), 'listening');
	({ browser, close: closeBrowser } = await launching);
	subscribe('http.server.response.finish', observe);
});
afterEach(() => {
	answered = [];
});
afterAll(async () => {
	unsubscribe('http.server.response.finish', observe);
	await closeBrowser?.();
	pages.close();
	await aws?.close();
});

/** All that a page could have changed. */
const everything = async () => {
	const s3 = new S3Client({});
	const objects = await Promise.all(
		Object.values(buckets).map(async (Bucket) => {
			const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
			return Contents.map(({ Key, ETag, LastModified }) => ({ Bucket, Key, ETag, LastModified }));
		}),
	);
	const stepFunctions = new SFNClient({});
	const executions = await Promise.all(
		workflowNames.map(async (name) => {
			const list = new ListExecutionsCommand({ stateMachineArn: stateMachineArnOf(name) });
			return (await stepFunctions.send(list)).executions;
		}),
	);
	const { Items } = await new DynamoDBClient({}).send(new ScanCommand({ TableName: tableName }));
	const QueueUrl = `${aws.endpoint}/000000000000/${queueName}`;
	const { Attributes } = await new SQSClient({}).send(
		new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
	);
	return { objects, executions, Items, Attributes };
};

const openPage = async (url: string) => {
	const page = await browser.newPage();
	onTestFinished(() => page.close());
	return { page, answer: await page.goto(url) };
};

describe.skipIf(!hasChromium)('a page in a browser', () => {
	it.each(['evil.example', 'localhost', '127.0.0.1'])(
		'of %s gets 403 for all it tries, and changes nothing',
		async (host) => {
			const before = await everything();

			const { page } = await openPage(`http://${host}:${portOf(pages)}/`);
			const arrived = () => attacks.filter((attack) => answered.some((answer) => answer.attack === attack));
			await vi.waitFor(() => expect(arrived()).toEqual(attacks.slice(0, -1)), { timeout: 10_000 });
			expect(await page.evaluate('readable')).toEqual([]);
			await page.click('a');
			await vi.waitFor(() => expect(arrived()).toEqual(attacks), { timeout: 10_000 });

			expect(answered.filter(({ status }) => status !== 403)).toEqual([]);
			expect(answered.flatMap(({ headers }) => headers).filter((name) => name.startsWith('access-control'))).toEqual(
				[],
			);
			expect(await everything()).toEqual(before);
		},
	);

	it('gets 403 for all it tries when its own name comes to point at this machine', async () => {
		const before = await everything();
		// what a browser sees of DNS rebinding: another server behind the same name and port
		let port = portOf(pages);
		const rebound = createNetServer((socket) => void socket.pipe(connect(port, '127.0.0.1')).pipe(socket));
		await once(rebound.listen(0, '127.0.0.1'), 'listening');
		onTestFinished(() => void rebound.close());
		const { page } = await openPage(`http://rebound.example:${portOf(rebound)}/`);
		port = Number(new URL(aws.endpoint).port);

		// it may send what it likes to its own origin, and read the answers
		const amzJson = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-date': '20260301T000000Z' };
		const signed = (service: string) => ({ authorization: signedFor(service) });
		const requests = [
			['/health', {}],
			['/exports/forged', { method: 'PUT', headers: signed('s3'), body: 'forged' }],
			[`/exports/forged?${PRESIGNED}`, { method: 'PUT', body: 'forged' }],
			[`/personalize-datasets?delete&${PRESIGNED}`, { method: 'POST', body: EMPTY_BUCKET }],
			['/2015-03-31/functions/AdoptExports/invocations', { method: 'POST', headers: signed('lambda'), body: '{}' }],
			[
				'/',
				{
					method: 'POST',
					headers: { ...signed('dynamodb'), ...amzJson, 'x-amz-target': 'DynamoDB_20120810.PutItem' },
					body: FORGED_RECORD,
				},
			],
		];
		const statuses = await page.evaluate(
			`Promise.all(${JSON.stringify(requests)}.map(([url, init]) => fetch(url, init).then(({ status }) => status, String)))`,
		);

		expect(statuses).toEqual(requests.map(() => 403));
		expect(await everything()).toEqual(before);
	});

	it('that lies in a bucket cannot call the endpoint that serves it', async () => {
		const script = `document.querySelector('p').textContent = 'after'; fetch('/exports/forged?${PRESIGNED}', { method: 'PUT' })`;
		await new S3Client({}).send(
			new PutObjectCommand({
				Bucket: buckets.exports,
				Key: 'page.html',
				Body: `<p>before</p><script>${script}</script>`,
				ContentType: 'text/html',
			}),
		);
		const before = await everything();

		const { page, answer } = await openPage(`${aws.endpoint}/exports/page.html?${PRESIGNED}`);

		expect(answer?.status()).toBe(200);
		expect(await page.textContent('p')).toBe('before');
		expect(await everything()).toEqual(before);
	});

	it('would change much if it were a program', async () => {
		const { objects } = await everything();
		const answer = await fetch(`${aws.endpoint}/personalize-datasets?delete&${PRESIGNED}`, {
			method: 'POST',
			body: EMPTY_BUCKET,
		});
		expect(answer.status).toBe(200);
		expect((await everything()).objects).not.toEqual(objects);
	});
});
