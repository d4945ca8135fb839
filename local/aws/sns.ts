import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { buildApp } from 'fauxqs';
import type { ServiceHandler } from './shared/aws-json.ts';

/**
 * fauxqs hands a message with `MessageStructure: json` on as it is; SNS picks the body for the subscriber's protocol.
 * The embedded topics have queues for subscribers and nothing else, so the body for `sqs`, or the default, is picked here.
 */
export const createSns =
	(fauxqs: Pick<ReturnType<typeof buildApp>, 'inject'>): ServiceHandler =>
	async (request: IncomingMessage, response: ServerResponse) => {
		const { 'content-length': _length, ...headers } = request.headers;
		const form = new URLSearchParams(await text(request));
		if (form.get('Action') === 'Publish' && form.get('MessageStructure') === 'json') {
			form.set('Message', bodyForQueues(form.get('Message') ?? ''));
		}
		const answer = await fauxqs.inject({
			method: 'POST',
			url: request.url ?? '/',
			headers,
			payload: form.toString(),
		});
		response.writeHead(answer.statusCode, { 'content-type': answer.headers['content-type'] ?? 'text/xml' });
		response.end(answer.rawPayload);
	};

/** Empty, which the service refuses, for what is no JSON object with a default. */
const bodyForQueues = (message: string): string => {
	try {
		const bodies = JSON.parse(message);
		return typeof bodies.default === 'string' ? (bodies.sqs ?? bodies.default) : '';
	} catch {
		return '';
	}
};
