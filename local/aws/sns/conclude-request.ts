import type { HttpSubscriptions } from './http-subscriptions.ts';
import type { PublishedMessage } from './published-messages.ts';
import { isHttp } from './refuse-subscription.ts';
import { readMembers } from './sns-xml.ts';

/** Does what follows a request that fauxqs has answered with this XML, and returns the answer of the service. */
export const concludeRequest = async (
	form: URLSearchParams,
	published: readonly PublishedMessage[],
	xml: string,
	origin: string,
	subscriptions: HttpSubscriptions,
): Promise<string> => {
	switch (form.get('Action')) {
		case 'Subscribe': {
			const [arn = ''] = readMembers(xml, 'SubscriptionArn');
			const isPending = isHttp(form.get('Protocol') ?? '') && (await subscriptions.requestConfirmation(arn, origin));
			return isPending && form.get('ReturnSubscriptionArn') !== 'true' ? xml.replace(arn, 'pending confirmation') : xml;
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
