import { text } from 'node:stream/consumers';
import { type Fauxqs, postToFauxqs } from './emulators.ts';
import type { ServiceHandler } from './shared/aws-json.ts';

/** The quota of a message; where the subscribers get less of it, the whole message counts. */
const MAX_MESSAGE_BYTES = 256 * 1024;

/**
 * SNS picks the body for each subscriber's protocol out of a message with `MessageStructure: json`; fauxqs does not.
 * The embedded topics have only queues as subscribers, so this picks the body for `sqs`, or the default.
 */
export const createSns =
	(fauxqs: Pick<Fauxqs, 'inject'>): ServiceHandler =>
	async (request, response) => {
		const form = new URLSearchParams(await text(request));
		const message = form.get('Message') ?? '';
		const isPicked = form.get('Action') === 'Publish' && form.get('MessageStructure') === 'json';
		if (isPicked && Buffer.byteLength(message) <= MAX_MESSAGE_BYTES) form.set('Message', bodyForQueues(message));
		await postToFauxqs(fauxqs, request, form.toString(), response);
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
