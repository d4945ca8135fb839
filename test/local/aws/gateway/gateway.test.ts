import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { maxBodyBytes, type ServiceName } from '../../../../local/aws/gateway/body-limits.ts';
import type { Services } from '../../../../local/aws/gateway/gateway.ts';
import type { ServiceHandler } from '../../../../local/aws/shared/aws-json.ts';
import { httpRequest, sendRaw, signedFor } from '../../../support/raw-http.ts';
import { serveGateway } from '../../../support/served-gateway.ts';

/** What the services got. */
const handled: { readonly service: string; readonly headers: object; readonly body: string }[] = [];
afterEach(() => void handled.splice(0));

const recording =
	(service: string): ServiceHandler =>
	async (request, response) => {
		handled.push({ service, headers: request.headers, body: await text(request) });
		response.end('done');
	};

const serveAll = (requestTimeoutSeconds?: number) =>
	serveGateway(
		Object.fromEntries(Object.keys(maxBodyBytes).map((name) => [name, recording(name)])) as Services,
		requestTimeoutSeconds,
	);

const PRESIGNED =
	'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k%2F20260301%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0';
const signed = `Authorization: ${signedFor('lambda')}`;

describe('the gateway takes requests of programs', () => {
	it.each(['127.0.0.1', '127.0.0.1:4566', 'localhost', 'LocalHost:4600', '[::1]:4566'])(
		'to the host %s',
		async (host) => {
			const port = await serveAll();
			expect(await sendRaw(port, httpRequest('GET /x HTTP/1.1', [`Host: ${host}`, signed]))).toMatch(/^HTTP\/1.1 200 /);
			expect(handled).toHaveLength(1);
		},
	);

	it('to a bucket of localhost, which is how the SDK for JavaScript calls S3', async () => {
		const port = await serveAll();
		const headers = ['Host: exports.localhost:4566', `Authorization: ${signedFor('s3')}`];
		expect(await sendRaw(port, httpRequest('GET /x HTTP/1.1', headers))).toMatch(/^HTTP\/1.1 200 /);
		expect(handled).toMatchObject([{ service: 's3' }]);
	});

	it.each([
		['GET', 'opens'],
		['PUT', 'uploads by'],
	])('which %s a presigned URL of S3', async (method) => {
		const port = await serveAll();
		const answer = await sendRaw(port, httpRequest(`${method} /exports/x?${PRESIGNED} HTTP/1.1`, ['Host: localhost']));
		expect(answer).toMatch(/^HTTP\/1.1 200 /);
		expect(handled).toMatchObject([{ service: 's3' }]);
	});

	it('which keeps a connection for several requests, refused ones too', async () => {
		const port = await serveAll();
		const refused = `POST / HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\nContent-Length: 3\r\n\r\nabc`;
		const answer = await sendRaw(port, `${refused}${httpRequest('GET /x HTTP/1.1', ['Host: localhost', signed])}`);
		expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 403', 'HTTP/1.1 200']);
	});
});

describe('the gateway takes requests of its own pages', () => {
	it.each([
		['the address bar', ['Sec-Fetch-Site: none']],
		['its own origin', ['Origin: http://127.0.0.1:4566', 'Sec-Fetch-Site: same-origin']],
	])('from %s, and lets no other page read the answer', async (_from, headers) => {
		const port = await serveAll();
		const answer = await sendRaw(port, httpRequest('GET /x HTTP/1.1', ['Host: 127.0.0.1:4566', signed, ...headers]));
		expect(answer).toMatch(/^HTTP\/1.1 200 /);
		expect(answer).toMatch(/^content-security-policy: sandbox\r$/im);
		expect(answer).not.toMatch(/^access-control/im);
		expect(handled).toMatchObject([{ service: 'lambda', headers: { host: '127.0.0.1:4566' } }]);
		expect(handled[0]?.headers).not.toHaveProperty('origin');
	});
});

describe('the gateway refuses with 403, whatever the signature, and calls no service', () => {
	const host = 'Host: 127.0.0.1:4566';
	it.each<[string, string, readonly string[]]>([
		['another name of this machine', 'POST / HTTP/1.1', ['Host: evil.example']],
		['another name and port', 'POST / HTTP/1.1', ['Host: evil.example:4566']],
		['a name that begins like its own', 'POST / HTTP/1.1', ['Host: localhost.evil.example']],
		['a name that ends like its own', 'POST / HTTP/1.1', ['Host: evil.example/127.0.0.1']],
		['a name with a user', 'POST / HTTP/1.1', ['Host: localhost:80@evil.example']],
		['a bucket as host for another service', 'POST / HTTP/1.1', ['Host: exports.localhost:4566']],
		['the address 0.0.0.0', 'POST / HTTP/1.1', ['Host: 0.0.0.0:4566']],
		['a number that is the address', 'POST / HTTP/1.1', ['Host: 2130706433:4566']],
		['no host', 'POST / HTTP/1.0', []],
		['an empty host', 'POST / HTTP/1.1', ['Host: ']],
		['two hosts', 'POST / HTTP/1.1', [host, 'Host: evil.example']],
		['two hosts, the other first', 'POST / HTTP/1.1', ['Host: evil.example', host]],
		['a URL for a proxy', 'POST http://evil.example/ HTTP/1.1', [host]],
		['a URL of its own', 'POST http://127.0.0.1:4566/ HTTP/1.1', [host]],
		['the server as a whole', 'OPTIONS * HTTP/1.1', [host]],
		['a page of another site', 'POST / HTTP/1.1', [host, 'Origin: https://evil.example']],
		['a page without an origin', 'POST / HTTP/1.1', [host, 'Origin: null']],
		['a page of another port', 'POST / HTTP/1.1', [host, 'Origin: http://127.0.0.1:3000']],
		['a page of another name of it', 'POST / HTTP/1.1', [host, 'Origin: http://localhost:4566']],
		['a page of https', 'POST / HTTP/1.1', [host, 'Origin: https://127.0.0.1:4566']],
		['an empty origin', 'POST / HTTP/1.1', [host, 'Origin: ']],
		['two origins', 'POST / HTTP/1.1', [host, 'Origin: http://127.0.0.1:4566', 'Origin: http://evil.example']],
		['an image of a page', 'GET /x HTTP/1.1', [host, 'Sec-Fetch-Site: cross-site']],
		['a page of the same site', 'GET /x HTTP/1.1', [host, 'Sec-Fetch-Site: same-site']],
		['an unknown relation', 'GET /x HTTP/1.1', [host, 'Sec-Fetch-Site: other']],
		['two relations', 'GET /x HTTP/1.1', [host, 'Sec-Fetch-Site: none', 'Sec-Fetch-Site: none']],
		['the question before a request', 'OPTIONS / HTTP/1.1', [host, 'Origin: http://evil.example']],
		['a web socket', 'GET / HTTP/1.1', [host, 'Origin: http://evil.example', 'Upgrade: websocket']],
		['health for a page', 'GET /health HTTP/1.1', [host, 'Sec-Fetch-Site: cross-site']],
		['health for another name', 'GET /health HTTP/1.1', ['Host: evil.example']],
		['two signatures', 'POST / HTTP/1.1', [host, `Authorization: ${signedFor('sts')}`]],
	])('%s', async (_what, firstLine, headers) => {
		const port = await serveAll();
		const answer = await sendRaw(port, httpRequest(firstLine, [...headers, signed]));
		expect(answer).toMatch(/^HTTP\/1.1 403 /);
		expect(answer).toContain('AccessDenied');
		expect(answer).not.toMatch(/^access-control/im);
		expect(handled).toEqual([]);
	});

	it('in the same words while the services start', async () => {
		const port = await serveGateway(undefined);
		const request = httpRequest('POST / HTTP/1.1', ['Host: localhost', 'Origin: http://evil.example', signed]);
		expect(await sendRaw(port, request)).toMatch(/^HTTP\/1.1 403 /);
	});

	it('before it has read the body', async () => {
		const port = await serveAll();
		const headers = ['Host: localhost', 'Origin: http://evil.example', signed, 'Content-Length: 1000000'];
		const socket = connect(port, '127.0.0.1');
		socket.write(httpRequest('POST / HTTP/1.1', headers, 'the first of many bytes'));
		const [answer] = await once(socket, 'data');
		expect(String(answer)).toMatch(/^HTTP\/1.1 403 /);
		socket.destroy();
	});
});

describe('the gateway finds the service in the signature only', () => {
	const SCOPE = 'Credential=k%2F20260301%2Fus-east-1%2Flambda%2Faws4_request';
	const presigned = (part: string) =>
		PRESIGNED.replace(/(?<=Algorithm=)[^&]+/, (value) => (part === 'algorithm' ? '' : value));
	it.each<[string, string, readonly string[], string]>([
		['the path', `POST /2015-03-31/functions/${SCOPE}:PublishDataset/invocations HTTP/1.1`, [], '{}'],
		['the body', 'POST / HTTP/1.1', ['Content-Type: application/x-www-form-urlencoded'], `X-Amz-${SCOPE}`],
		['another header', 'POST / HTTP/1.1', [`X-Amz-Credential: ${signedFor('s3')}`], ''],
		['the presigned query of another service', `POST /?${PRESIGNED.replace('s3', 'lambda')} HTTP/1.1`, [], ''],
		['a query without an algorithm', `GET /x?${presigned('algorithm')} HTTP/1.1`, [], ''],
		['a query without a signature', `GET /x?${PRESIGNED.split('&X-Amz-Signature')[0]} HTTP/1.1`, [], ''],
		['a query with a password', `GET /x?${PRESIGNED} HTTP/1.1`, ['Authorization: Basic dXNlcjpwYXNz'], ''],
		['a credential within a credential', 'POST / HTTP/1.1', [`Authorization: x ${signedFor('s3')}`], ''],
		['a scope without a date', 'POST / HTTP/1.1', [`Authorization: ${signedFor('s3').replace('/20260301', '')}`], ''],
	])('and not in %s', async (_where, firstLine, headers, body) => {
		const port = await serveAll();
		const length = `Content-Length: ${Buffer.byteLength(body)}`;
		const answer = await sendRaw(port, httpRequest(firstLine, ['Host: localhost', length, ...headers], body));
		expect(answer).toMatch(/^HTTP\/1.1 403 /);
		expect(answer).toContain('MissingAuthenticationTokenException');
		expect(handled).toEqual([]);
	});
});

describe('the gateway refuses a body beyond the limit of the service', () => {
	const services = Object.keys(maxBodyBytes) as ServiceName[];
	const head = (service: ServiceName, ...more: readonly string[]) =>
		httpRequest('POST /x HTTP/1.1', ['Host: localhost', `Authorization: ${signedFor(service)}`, ...more]);

	it.each(services)('of %s by its length, before a byte of it has come', async (service) => {
		const port = await serveAll();
		const socket = connect(port, '127.0.0.1');
		socket.write(head(service, `Content-Length: ${maxBodyBytes[service] + 1}`));
		const [answer] = await once(socket, 'data');
		expect(String(answer)).toMatch(/TooLarge/);
		expect(String(answer)).toContain(`${maxBodyBytes[service]} bytes`);
		socket.destroy();
		expect(handled).toEqual([]);
	});

	/** Sends a body in chunks for as long as the connection takes them. */
	const sendEndless = (port: number, service: ServiceName) => {
		const socket = connect(port, '127.0.0.1').on('error', () => {});
		socket.write(`POST /x HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${signedFor(service)}\r\n`);
		socket.write('Transfer-Encoding: chunked\r\n\r\n');
		const send = () => {
			while (socket.writable && socket.write(`10000\r\n${'x'.repeat(0x10000)}\r\n`));
		};
		socket.on('drain', send);
		send();
		return socket;
	};

	it.each(services)('of %s in chunks, without a length', async (service) => {
		const socket = sendEndless(await serveAll(), service);
		const [answer] = await once(socket, 'data');
		expect(String(answer)).toMatch(/^HTTP\/1.1 4\d\d .*TooLarge/s);
		socket.destroy();
		expect(handled).toEqual([]);
	});

	it('and cuts an endless one off, soon after the answer', async () => {
		const socket = sendEndless(await serveAll(), 'sns');
		const [answer] = await once(socket, 'data');
		expect(String(answer)).toMatch(/^HTTP\/1.1 413 /);
		await new Promise((resolve) => socket.once('close', resolve));
		expect(handled).toEqual([]);
	});

	it.each(services)('of %s, but takes one that is as long as the limit', async (service) => {
		const port = await serveAll();
		const body = 'x'.repeat(maxBodyBytes[service]);
		const response = await fetch(`http://127.0.0.1:${port}/x`, {
			method: 'POST',
			headers: { authorization: signedFor(service) },
			body,
		});
		expect(response.status).toBe(200);
		expect(handled[0]?.body.length).toBe(body.length);
	});

	it('without leave to send it, for a client that asks first, and closes the connection', async () => {
		const port = await serveAll();
		const asking = head('s3', 'Expect: 100-continue', `Content-Length: ${12 * 1024 * 1024}`);
		const answer = await sendRaw(port, asking.replace('Connection: close\r\n', ''), 1_000);
		expect(answer).toMatch(/^HTTP\/1.1 400 .*TooLarge/s);
		expect(answer).not.toContain('100 Continue');
	});

	it('with leave to send a smaller one, for a client that asks first', async () => {
		const port = await serveAll();
		const asking = head('s3', 'Expect: 100-continue', 'Content-Length: 3');
		expect(await sendRaw(port, `${asking}abc`)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
	});
});

describe('the gateway answers in the words of the protocol', () => {
	const refusalOf = async (service: string, ...more: readonly string[]) => {
		const port = await serveAll();
		const headers = ['Host: localhost', `Origin: http://<evil>&"'`, `Authorization: ${signedFor(service)}`, ...more];
		const answer = await sendRaw(port, httpRequest('POST / HTTP/1.1', headers));
		return answer.slice(answer.indexOf('\r\n\r\n') + 4);
	};

	it('XML for S3', async () => {
		expect(await refusalOf('s3')).toMatch(
			/<Error><Code>AccessDenied<\/Code><Message>.*&#60;evil&#62;&#38;.*<\/Message>/,
		);
	});

	it.each(['sns', 'sts'])('XML for the queries of %s', async (service) => {
		expect(await refusalOf(service)).toMatch(/<ErrorResponse><Error><Type>Sender<\/Type><Code>AccessDenied<\/Code>/);
	});

	it.each(['sqs', 'iam'])('XML for %s, if the client speaks the Query protocol', async (service) => {
		expect(await refusalOf(service, 'Content-Type: application/x-www-form-urlencoded')).toContain('<ErrorResponse>');
	});

	it.each(['lambda', 'dynamodb', 'states', 'ec2'])('JSON for %s', async (service) => {
		expect(JSON.parse(await refusalOf(service))).toEqual({
			__type: 'AccessDeniedException',
			message: expect.stringContaining('call it from a program'),
		});
	});
});

describe('the gateway survives', () => {
	it('a client that sends its body too slowly, and cuts it off', async () => {
		const port = await serveAll(1);
		const started = performance.now();
		const slow = httpRequest('POST / HTTP/1.1', ['Host: localhost', signed, 'Content-Length: 1000'], 'x');
		await sendRaw(port, slow).catch(() => {});
		expect(performance.now() - started).toBeLessThan(3_000);
		expect(handled).toEqual([]);
		expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
	});

	it('a client that goes away within its body', async () => {
		const port = await serveAll();
		const socket = connect(port, '127.0.0.1');
		socket.write(httpRequest('POST / HTTP/1.1', ['Host: localhost', signed, 'Content-Length: 1000'], 'x'));
		await sleep(50);
		socket.destroy();
		await sleep(50);
		expect(handled).toEqual([]);
		expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
	});

	it('more bodies than it has room for: they wait, and a client that goes away leaves its place', async () => {
		const release = Promise.withResolvers<void>();
		const started: string[] = [];
		const port = await serveGateway({
			lambda: async (request, response) => {
				started.push(request.url ?? '');
				await release.promise;
				response.end('done');
			},
		});
		const body = 'x'.repeat(maxBodyBytes.lambda);
		const post = (name: string, signal = new AbortController().signal) =>
			fetch(`http://127.0.0.1:${port}/${name}`, {
				method: 'POST',
				headers: { authorization: signedFor('lambda') },
				body,
				signal,
			}).then(({ status }) => status, String);
		const roomFor = Math.floor((64 * 1024 * 1024) / maxBodyBytes.lambda);
		const first = Array.from({ length: roomFor }, () => post('first'));
		await vi.waitFor(() => expect(started).toHaveLength(roomFor), { timeout: 10_000 });

		const leaving = new AbortController();
		const left = post('left', leaving.signal);
		await sleep(100);
		const last = post('last');
		await sleep(100);
		leaving.abort();
		expect(started).toEqual(first.map(() => '/first'));
		release.resolve();

		expect(await Promise.all([...first, last])).toEqual([...first, last].map(() => 200));
		expect(await left).toContain('AbortError');
		expect(started.slice(roomFor)).toEqual(['/last']);
	});

	it('a service that throws, and says so', async () => {
		const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
		onTestFinished(() => logged.mockRestore());
		const port = await serveGateway({
			lambda: () => {
				throw new TypeError('no');
			},
		});
		expect(await sendRaw(port, httpRequest('POST / HTTP/1.1', ['Host: localhost', signed]))).toMatch(
			/^HTTP\/1.1 500 .*InternalFailure/s,
		);
	});
});
