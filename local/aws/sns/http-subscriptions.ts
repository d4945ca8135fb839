import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../shared/clock.ts';
import { matchesFilterPolicy } from './filter-policy.ts';
import { type HttpMessage, postMessage } from './post-message.ts';
import { bodyFor, type PublishedMessage } from './published-messages.ts';
import type { HttpProtocol } from './refuse-subscription.ts';
import { signMessage } from './sign-message.ts';

/** The attributes of a subscription, from GetSubscriptionAttributes; undefined if it is gone. */
export type ReadAttributes = (subscriptionArn: string) => Promise<ReadonlyMap<string, string> | undefined>;

/**
 * The subscriptions by HTTP. fauxqs keeps them and knows whether they are confirmed; here are the tokens of their
 * confirmation, and the delivery. `origin` is the address at which the caller reached the endpoint.
 */
export const createHttpSubscriptions = (readAttributes: ReadAttributes, clock: Clock) => {
	/** By the ARN of the subscription. */
	const tokens = new Map<string, string>();

	const read = async (): Promise<readonly Subscription[]> => {
		const subscriptions: Subscription[] = [];
		for (const arn of tokens.keys()) {
			const attributes = await readAttributes(arn);
			if (attributes) subscriptions.push({ arn, attributes });
			else tokens.delete(arn);
		}
		return subscriptions;
	};

	const send = async (
		{ arn, attributes }: Subscription,
		message: {
			readonly Type: HttpMessage['type'];
			readonly MessageId: string;
			readonly Message: string;
			readonly [field: string]: unknown;
		},
		origin: string,
	): Promise<void> => {
		const { Type: type, MessageId: id, Message } = message;
		const isRaw = type === 'Notification' && attributes.get('RawMessageDelivery') === 'true';
		const topicArn = attributes.get('TopicArn') ?? '';
		const body = isRaw
			? Message
			: JSON.stringify(await signMessage({ ...message, TopicArn: topicArn }, origin), null, 2);
		await postMessage(clock, attributes.get('Endpoint') ?? '', {
			type,
			id,
			topicArn,
			subscriptionArn: arn,
			isRaw,
			body,
		});
	};

	return {
		has: (arn: string): boolean => tokens.has(arn),

		/** Sends the token to the endpoint, unless the subscription is confirmed; returns whether it waits for that. */
		requestConfirmation: async (arn: string, origin: string): Promise<boolean> => {
			const attributes = await readAttributes(arn);
			if (!attributes || !isPending(attributes)) return false;
			const Token = tokens.get(arn) ?? randomBytes(128).toString('hex');
			tokens.set(arn, Token);
			const topicArn = attributes.get('TopicArn') ?? '';
			const confirmation = {
				Type: 'SubscriptionConfirmation',
				MessageId: randomUUID(),
				Token,
				Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
				SubscribeURL: `${origin}/?${new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topicArn, Token })}`,
				Timestamp: clock.now().toISOString(),
			} as const;
			void send({ arn, attributes }, confirmation, origin);
			return true;
		},

		/** The subscription that a token confirms; undefined for a token that nobody was sent. */
		findByToken: (token: string): string | undefined => [...tokens].find(([, known]) => known === token)?.[0],

		listPending: async (): Promise<readonly string[]> =>
			(await read()).filter(({ attributes }) => isPending(attributes)).map(({ arn }) => arn),

		/** Sends a message to every confirmed subscription of the topic whose filter policy matches. */
		publish: async (topicArn: string, id: string, published: PublishedMessage, origin: string): Promise<void> => {
			for (const subscription of await read()) {
				const { arn, attributes } = subscription;
				const protocol = attributes.get('Protocol') as HttpProtocol;
				const Message = bodyFor(protocol, published);
				const isWanted = attributes.get('TopicArn') === topicArn && !isPending(attributes);
				if (!isWanted || !matchesFilterPolicy(attributes, published, Message)) continue;
				const notification = {
					Type: 'Notification',
					MessageId: id,
					...(published.subject && { Subject: published.subject }),
					Message,
					Timestamp: clock.now().toISOString(),
					UnsubscribeURL: `${origin}/?${new URLSearchParams({ Action: 'Unsubscribe', SubscriptionArn: arn })}`,
					...(Object.keys(published.attributes).length > 0 && { MessageAttributes: published.attributes }),
				} as const;
				void send(subscription, notification, origin);
			}
		},
	};
};

export type HttpSubscriptions = ReturnType<typeof createHttpSubscriptions>;

interface Subscription {
	readonly arn: string;
	readonly attributes: ReadonlyMap<string, string>;
}

const isPending = (attributes: ReadonlyMap<string, string>): boolean =>
	attributes.get('PendingConfirmation') === 'true';
