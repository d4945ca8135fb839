import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { buildApp } from 'fauxqs';
import type { ServiceHandler } from './shared/aws-json.ts';

/**
 * SNS picks the body for each subscriber's protocol out of a message with `MessageStructure: json`; fauxqs does not.
 * The embedded topics have only queues as subscribers, so this picks the body for `sqs`, or the default.
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

/** Empty, which the service refuses, if the message is not a JSON object with a default. */
const bodyForQueues = (message: string): string => {
	try {
		const bodies = JSON.parse(message);
		return typeof bodies.default === 'string' ? (bodies.sqs ?? bodies.default) : '';
	} catch {
		return '';
	}
};
