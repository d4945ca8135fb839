import { refuseFilterPolicy } from './filter-policy.ts';
import type { HttpSubscriptions } from './http-subscriptions.ts';
import { bodyFor, type PublishedMessage } from './published-messages.ts';
import { isHttp, refuseSubscription } from './refuse-subscription.ts';

/** The quota of a message; where the subscribers get less of it, the whole message counts. */
const MAX_MESSAGE_BYTES = 256 * 1024;

/**
 * Changes the form of a request into one that fauxqs understands.
 *
 * @throws AwsError for a subscription that could not be served
 */
export const prepareRequest = (
	form: URLSearchParams,
	published: readonly PublishedMessage[],
	subscriptions: HttpSubscriptions,
): void => {
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

const filterPolicyOf = (form: URLSearchParams): string => {
	const [entry] =
		[...form].find(([key, value]) => key.startsWith('Attributes.entry.') && value === 'FilterPolicy') ?? [];
	return form.get(entry?.replace(/key$/, 'value') ?? '') ?? '{}';
};
