import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Starts a service that answers every request like this; returns the settings of a client for it. */
export const serve = async (listener: RequestListener) => {
	const server = createServer(listener);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return {
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
		maxAttempts: 1,
		requestHandler: { requestTimeout: 1_000, throwOnRequestTimeout: true },
	};
};

/** Any answer, as long as it is HTTP. */
export const sending =
	(statusCode: number, contentType: string, body: string): RequestListener =>
	(_request, response) => {
		response.writeHead(statusCode, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
		response.end(body);
	};

export const answering = (statusCode: number, body: object): RequestListener =>
	sending(statusCode, 'application/x-amz-json-1.1', JSON.stringify(body));

export const refusing = (type: string): RequestListener =>
	answering(400, { __type: type, message: 'as the test has it' });
