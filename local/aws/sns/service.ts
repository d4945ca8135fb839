import { text } from 'node:stream/consumers';
import { askFauxqs, type Fauxqs, writeAnswer } from '../emulators.ts';
import { isSnsLink } from '../gateway/sns-link.ts';
import { AwsError, type ServiceHandler, type ServiceRequest } from '../shared/aws-json.ts';
import type { Clock } from '../shared/clock.ts';
import { concludeRequest } from './conclude-request.ts';
import { createHttpSubscriptions } from './http-subscriptions.ts';
import { prepareRequest } from './prepare-request.ts';
import { readPublished } from './published-messages.ts';
import { KEY_PATH, readPublicKey } from './sign-message.ts';
import { readSubscriptionAttributes } from './sns-xml.ts';

/**
 * SNS of fauxqs, which delivers to queues only, and what it lacks: subscriptions by HTTP, and a body for each protocol
 * (`MessageStructure: json`).
 */
export const createSns = (fauxqs: Pick<Fauxqs, 'inject'>, clock: Clock): ServiceHandler => {
	const subscriptions = createHttpSubscriptions((arn) => readSubscriptionAttributes(fauxqs, arn), clock);

	return async (request, response) => {
		if (request.url === KEY_PATH) {
			response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(await readPublicKey());
			return;
		}
		const form = await readForm(request);
		const published = readPublished(form);
		prepareRequest(form, published, subscriptions);
		const headers = { ...request.headers, 'content-type': 'application/x-www-form-urlencoded' };
		const answer = await askFauxqs(fauxqs, headers, form.toString());
		if (answer.statusCode !== 200) return writeAnswer(response, answer);
		const origin = `http://${request.headers.host}`;
		const xml = await concludeRequest(form, published, answer.body.toString(), origin, subscriptions);
		writeAnswer(response, { ...answer, body: Buffer.from(xml) });
	};
};

/** The links in the messages are opened by GET; nothing else is. */
const readForm = async (request: ServiceRequest): Promise<URLSearchParams> => {
	if (request.method === 'POST') return new URLSearchParams(await text(request));
	if (isSnsLink(request)) return new URL(request.url ?? '', 'http://localhost').searchParams;
	throw new AwsError('UnknownOperationException', `the operations are called by POST, not ${request.method}`);
};
