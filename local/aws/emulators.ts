import type { IncomingMessage, ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import { buildApp } from 'fauxqs';
import { addConditionalWrites } from './conditional-writes.ts';

/** S3, SNS, SQS and STS. */
export const startFauxqs = async () => {
	const app = buildApp({ logger: false });
	addConditionalWrites(app);
	await app.ready();
	const handle = (request: IncomingMessage, response: ServerResponse) => {
		// fauxqs reads no body without a content type and then fails on an empty object; this is S3's own default
		request.headers['content-type'] ??= 'binary/octet-stream';
		app.routing(request, response);
	};
	return { app, handle };
};

/** DynamoDB. dynalite is an HTTP server of its own; it does not listen, but gets its requests from the gateway. */
export const startDynalite = () => {
	const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
	return (request: IncomingMessage, response: ServerResponse) => void server.emit('request', request, response);
};
