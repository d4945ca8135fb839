import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxBodyBytes, type ServiceName } from '../../local/aws/gateway/body-limits.ts';
import { signedFor } from '../support/raw-http.ts';

const MIB = 1024 * 1024;
const PARALLEL = 12;
const services = Object.keys(maxBodyBytes) as ServiceName[];

let server: ChildProcess;
let endpoint: string;
beforeAll(async () => {
	server = fork(fileURLToPath(new URL('../support/embedded-process.ts', import.meta.url)), {
		env: { ...process.env, POWERTOOLS_LOG_LEVEL: 'SILENT' },
	});
	[endpoint] = await once(server, 'message');
});
afterAll(() => void server.kill());

const peakMemoryMebibytes = async (): Promise<number> => {
	server.send('peak');
	return (await once(server, 'message'))[0];
};

const paths: Partial<Record<ServiceName, string>> = {
	s3: '/no-such-bucket/key',
	lambda: '/2015-03-31/functions/AcceptTrigger/invocations',
};

/** Sends so many bytes, or bytes without end, until the service answers; the status of the answer. */
const send = (service: ServiceName, bytes: number): Promise<number> =>
	new Promise((resolve, reject) => {
		const sending = request(endpoint, {
			method: service === 's3' ? 'PUT' : 'POST',
			path: paths[service] ?? '/',
			agent: false,
			headers: {
				authorization: signedFor(service),
				'content-type': 'application/octet-stream',
				...(Number.isFinite(bytes) ? { 'content-length': bytes } : { 'transfer-encoding': 'chunked' }),
			},
		});
		let left = bytes;
		const chunk = Buffer.alloc(MIB, 'x');
		const write = () => {
			while (left > 0) {
				const part = chunk.subarray(0, Math.min(left, chunk.length));
				left -= part.length;
				if (!sending.write(part)) return;
			}
			sending.end();
		};
		sending.on('drain', write).on('error', reject);
		sending.on('response', (response) => {
			left = 0;
			resolve(response.statusCode ?? 0);
			sending.on('error', () => {}).destroy();
		});
		write();
	});

const sendMany = (service: ServiceName, count: number, bytes: number) =>
	Promise.all(Array.from({ length: count }, () => send(service, bytes)));

// half a gigabyte goes over loopback in each test, beside other tests
describe('the embedded AWS keeps answering, in bounded memory,', { timeout: 120_000 }, () => {
	it.each([
		['of 400 MB', 400_000_000],
		['without end', Number.POSITIVE_INFINITY],
	])(`when ${PARALLEL} bodies %s come to each service at once`, async (_what, bytes) => {
		const before = await peakMemoryMebibytes();

		const statuses = await Promise.all(services.map((service) => sendMany(service, PARALLEL, bytes)));

		expect([...new Set(statuses.flat())].sort()).toEqual([400, 413]);
		// what each service has room for, and no more of what is sent: 9 x 12 x 400 MB would be 43 GB
		expect((await peakMemoryMebibytes()) - before).toBeLessThan(700);
		expect((await fetch(`${endpoint}/health`)).status).toBe(200);
	});

	it.each<[ServiceName, number]>([
		['lambda', 60],
		['s3', 45],
	])('when %s gets %s bodies at once that are as large as it takes', async (service, count) => {
		const before = await peakMemoryMebibytes();

		const statuses = await sendMany(service, count, maxBodyBytes[service]);

		// each is refused for what it says, after it was read
		expect([...new Set(statuses)]).toEqual([service === 'lambda' ? 400 : 404]);
		expect((await peakMemoryMebibytes()) - before).toBeLessThan(500);
		expect((await fetch(`${endpoint}/health`)).status).toBe(200);
	});
});
