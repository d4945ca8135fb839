import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createSqs, startFauxqs } from '../../../local/aws/emulators.ts';
import { createS3 } from '../../../local/aws/s3.ts';
import { httpRequest, sendRaw, signedFor } from '../../support/raw-http.ts';
import { serveGateway } from '../../support/served-gateway.ts';

const serve = async () => {
	const fauxqs = await startFauxqs();
	const port = await serveGateway({ s3: createS3(fauxqs), sqs: createSqs(fauxqs) });
	const s3 = new S3Client({
		endpoint: `http://127.0.0.1:${port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
	});
	await s3.send(new CreateBucketCommand({ Bucket: 'exports' }));
	const read = async (Key: string) =>
		(await s3.send(new GetObjectCommand({ Bucket: 'exports', Key }))).Body?.transformToString();
	const send = (firstLine: string, headers: readonly string[], body = '') =>
		sendRaw(
			port,
			httpRequest(
				`${firstLine} HTTP/1.1`,
				[`Authorization: ${signedFor('s3')}`, `Content-Length: ${Buffer.byteLength(body)}`, ...headers],
				body,
			),
		);
	return { port, s3, read, send };
};

const HOST = 'Host: localhost';

describe('the embedded S3', () => {
	it('takes a bucket in the path or in the host', async () => {
		const { read, send } = await serve();
		expect(await send('PUT /exports/path', [HOST], 'by path')).toMatch(/^HTTP\/1.1 200 /);
		expect(await send('PUT /host', ['Host: exports.localhost:4566'], 'by host')).toMatch(/^HTTP\/1.1 200 /);
		expect(await read('path')).toBe('by path');
		expect(await read('host')).toBe('by host');
	});

	it('takes empty objects, and objects in chunks', async () => {
		const { s3, port, read, send } = await serve();
		await s3.send(new PutObjectCommand({ Bucket: 'exports', Key: 'empty', Body: '' }));
		expect(await read('empty')).toBe('');
		const chunked = ['Transfer-Encoding: chunked', HOST];
		const request = httpRequest('PUT /exports/chunks HTTP/1.1', [`Authorization: ${signedFor('s3')}`, ...chunked]);
		expect(await sendRaw(port, `${request}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /);
		expect(await read('chunks')).toBe('abcde');
		expect(await send('HEAD /exports/chunks', [HOST])).toMatch(/^HTTP\/1.1 200 /);
	});

	it('refuses uploads by form', async () => {
		const { read, send } = await serve();
		const body = [
			'--b',
			'Content-Disposition: form-data; name="key"',
			'',
			'forged',
			'--b',
			'Content-Disposition: form-data; name="file"; filename="x"',
			'',
			'forged',
			'--b--',
			'',
		].join('\r\n');
		for (const type of [
			'multipart/form-data; boundary=b',
			'Multipart/Form-Data; boundary=b',
			'x; multipart/form-data; boundary=b',
		]) {
			const answer = await send('POST /exports', [HOST, `Content-Type: ${type}`], body);
			expect(answer).toMatch(/^HTTP\/1.1 403 .*<Code>AccessDenied<\/Code>.*upload with PutObject/s);
		}
		await expect(read('forged')).rejects.toThrow('does not exist');
	});

	it.each([
		['POST /', 'Content-Type: application/x-www-form-urlencoded', 'Action=CreateTopic&Name=forged'],
		['POST /', 'Content-Type: application/x-amz-json-1.0', '{"QueueName":"forged"}'],
		['GET /_fauxqs/queues', 'X-Nothing: 1', ''],
		['GET /%5Ffauxqs/queues', 'X-Nothing: 1', ''],
		['GET //_fauxqs/queues', 'X-Nothing: 1', ''],
		['PUT /..%2fx/y', 'X-Nothing: 1', ''],
	])('is not a way to other services: %s', async (firstLine, header, body) => {
		const { send } = await serve();
		const answer = await send(firstLine, [HOST, 'X-Amz-Target: AmazonSQS.CreateQueue', header], body);
		expect(answer).toMatch(/^HTTP\/1.1 400 .*<Code>InvalidBucketName<\/Code>/s);
	});
});
