import { paginateListSubscriptionsByTopic, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { type Finding, ok, problem } from './finding.ts';

const SUBJECT = 'subscriptions';

/** Whether anybody gets the messages. */
export const examineSubscriptions = async (client: SNSClient, TopicArn: string): Promise<readonly Finding[]> => {
	const subscriptions: Subscription[] = [];
	for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
		subscriptions.push(...(page.Subscriptions ?? []));
	}
	const pending = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
	if (subscriptions.length === pending.length) {
		return [
			problem(
				SUBJECT,
				pending.length === 0 ? 'nobody subscribes to the topic' : 'no subscription is confirmed',
				pending.length === 0
					? `aws sns subscribe --topic-arn ${TopicArn} --protocol email --notification-endpoint you@example.com`
					: 'open the link in the message that AWS has sent to each subscriber',
			),
		];
	}
	return [
		ok(SUBJECT, `${subscriptions.length - pending.length} confirmed`),
		...pending.map(({ Protocol, Endpoint }) =>
			problem(
				SUBJECT,
				`${Protocol} ${Endpoint} is not confirmed`,
				'open the link in the message that AWS has sent there',
			),
		),
	];
};
