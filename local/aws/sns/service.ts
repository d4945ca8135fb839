import { text } from 'node:stream/consumers';
import { askFauxqs, type Fauxqs, writeAnswer } from '../emulators.ts';
import { isSnsLink } from '../gateway/sns-link.ts';
import { AwsError, type ServiceHandler, type ServiceRequest } from '../shared/aws-json.ts';
import type { Clock } from '../shared/clock.ts';
import { createHttpSubscriptions } from './http-subscriptions.ts';
import { bodyFor, type PublishedMessage, readPublished } from './published-messages.ts';
import { isHttp, refuseFilterPolicy, refuseSubscription } from './refuse-subscription.ts';
import { KEY_PATH, readPublicKey } from './sign-message.ts';
import { readMembers, readSubscriptionAttributes } from './sns-xml.ts';

/** The quota of a message; where the subscribers get less of it, the whole message counts. */
const MAX_MESSAGE_BYTES = 256 * 1024;

/**
 * SNS of fauxqs, which delivers to queues only, and what it lacks: subscriptions by HTTP, and a body for each protocol
 * (`MessageStructure: json`).
 */
export const createSns = (fauxqs: Pick<Fauxqs, 'inject'>, clock: Clock): ServiceHandler => {
	const subscriptions = createHttpSubscriptions((arn) => readSubscriptionAttributes(fauxqs, arn), clock);

	const prepare = (form: URLSearchParams, published: readonly PublishedMessage[]): void => {
		const given = (field: string) => form.get(field) ?? '';
		switch (form.get('Action')) {
			case 'Subscribe':
				refuseSubscription(given('Protocol'), given('Endpoint'));
				if (isHttp(given('Protocol'))) refuseFilterPolicy(filterPolicyOf(form));
				break;
			case 'SetSubscriptionAttributes':
				if (given('AttributeName') === 'FilterPolicy' && subscriptions.has(given('SubscriptionArn')))
					refuseFilterPolicy(given('AttributeValue') || '{}');
				break;
			case 'ConfirmSubscription':
				// the token of fauxqs is the ARN of the subscription, which is no secret
				form.set('Token', subscriptions.findByToken(given('Token')) ?? 'unknown');
		}
		for (const message of published) {
			if (Buffer.byteLength(message.message) <= MAX_MESSAGE_BYTES)
				form.set(`${message.prefix}Message`, bodyFor('sqs', message));
		}
	};

	/** Does what follows a request that fauxqs has taken, and returns the answer to it. */
	const conclude = async (
		form: URLSearchParams,
		published: readonly PublishedMessage[],
		xml: string,
		origin: string,
	): Promise<string> => {
		switch (form.get('Action')) {
			case 'Subscribe': {
				const [arn = ''] = readMembers(xml, 'SubscriptionArn');
				const isPending = isHttp(form.get('Protocol') ?? '') && (await subscriptions.requestConfirmation(arn, origin));
				return isPending && form.get('ReturnSubscriptionArn') !== 'true'
					? xml.replace(arn, 'pending confirmation')
					: xml;
			}
			case 'ListSubscriptions':
			case 'ListSubscriptionsByTopic':
				return (await subscriptions.listPending()).reduce(
					(list, arn) => list.replaceAll(arn, 'PendingConfirmation'),
					xml,
				);
		}
		const topicArn = form.get('TopicArn') ?? '';
		const batchIds = readMembers(xml, 'Id');
		const messageIds = readMembers(xml, 'MessageId');
		for (const message of published) {
			const index = message.prefix ? batchIds.indexOf(form.get(`${message.prefix}Id`) ?? '') : 0;
			const id = messageIds[index];
			if (id !== undefined) await subscriptions.publish(topicArn, id, message, origin);
		}
		return xml;
	};

	return async (request, response) => {
		if (request.url === KEY_PATH) {
			response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(await readPublicKey());
			return;
		}
		const form = await readForm(request);
		const published = readPublished(form);
		prepare(form, published);
		const headers = { ...request.headers, 'content-type': 'application/x-www-form-urlencoded' };
		const answer = await askFauxqs(fauxqs, headers, form.toString());
		if (answer.statusCode !== 200) return writeAnswer(response, answer);
		const xml = await conclude(form, published, answer.body.toString(), `http://${request.headers.host}`);
		writeAnswer(response, { ...answer, body: Buffer.from(xml) });
	};
};

/** The links in the messages are opened by GET; nothing else is. */
const readForm = async (request: ServiceRequest): Promise<URLSearchParams> => {
	if (request.method === 'POST') return new URLSearchParams(await text(request));
	if (isSnsLink(request)) return new URL(request.url ?? '', 'http://localhost').searchParams;
	throw new AwsError('UnknownOperationException', `the operations are called by POST, not ${request.method}`);
};

const filterPolicyOf = (form: URLSearchParams): string => {
	const [entry] =
		[...form].find(([key, value]) => key.startsWith('Attributes.entry.') && value === 'FilterPolicy') ?? [];
	return form.get(entry?.replace(/key$/, 'value') ?? '') ?? '{}';
};
