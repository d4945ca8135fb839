import { randomBytes } from 'node:crypto';
import {
	DeleteRuleCommand,
	EventBridgeClient,
	PutRuleCommand,
	PutTargetsCommand,
	RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Installation } from '#contracts/installation.ts';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { EVENT_SOURCE } from '#contracts/vocabulary.ts';
import { until } from './until.ts';

/** Hears what goes over the topic and, with a rule, over the bus. */
export interface Listener {
	/** Why no rule could be made, so that no event is heard. */
	readonly ruleProblem: Error | undefined;
	/** Undefined if nothing of the kind has come within some minutes. */
	readonly hear: (
		way: 'message' | 'event',
		isMeant: (notification: OutcomeNotification) => boolean,
	) => Promise<OutcomeNotification | undefined>;
}

interface Heard {
	readonly way: 'message' | 'event';
	readonly notification: OutcomeNotification;
}

const MAX_SECONDS = 120;

/** Makes a queue, a subscription and a rule of its own; the stack removes them. */
export const listen = async (
	{ topic, eventBus }: Pick<Installation, 'topic' | 'eventBus'>,
	removals: AsyncDisposableStack,
	signal: AbortSignal,
): Promise<Listener> => {
	const name = `exportwatch-smoke-${randomBytes(4).toString('hex')}`;
	const [, partition, , region, account] = topic.split(':');
	const arnOf = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
	const queueArn = arnOf('sqs', name);
	const ruleArn = arnOf('events', `rule/${name}`);
	const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

	const Policy = JSON.stringify({
		Version: '2012-10-17',
		Statement: [admit('sns.amazonaws.com', queueArn, topic), admit('events.amazonaws.com', queueArn, ruleArn)],
	});
	const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }));
	removals.defer(async () => void (await sqs.send(new DeleteQueueCommand({ QueueUrl }))));
	await subscribe(topic, queueArn, removals);
	const ruleProblem = await putRule({ name, eventBus, queueArn }, removals).catch((error: Error) => error);

	const heard: Heard[] = [];
	const receive = async () => {
		const more = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 });
		const { Messages = [] } = await sqs.send(more, { abortSignal: signal });
		for (const { Body = '{}' } of Messages) heard.push(readBody(JSON.parse(Body)));
	};
	return {
		ruleProblem,
		hear: (way, isMeant) =>
			until(
				async () => {
					await receive();
					return heard.find((each) => each.way === way && isMeant(each.notification))?.notification;
				},
				MAX_SECONDS,
				signal,
			),
	};
};

const admit = (Service: string, Resource: string, source: string) => ({
	Effect: 'Allow',
	Principal: { Service },
	Action: 'sqs:SendMessage',
	Resource,
	Condition: { ArnEquals: { 'aws:SourceArn': source } },
});

const subscribe = async (TopicArn: string, Endpoint: string, removals: AsyncDisposableStack): Promise<void> => {
	const sns = new SNSClient({});
	const subscription = new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, ReturnSubscriptionArn: true });
	const { SubscriptionArn } = await sns.send(subscription);
	removals.defer(async () => void (await sns.send(new UnsubscribeCommand({ SubscriptionArn }))));
};

/** The embedded EventBridge takes no rules, and a person may not be allowed to make one. */
const putRule = async (
	{
		name,
		eventBus: EventBusName,
		queueArn,
	}: { readonly name: string; readonly eventBus: string; readonly queueArn: string },
	removals: AsyncDisposableStack,
): Promise<undefined> => {
	const eventBridge = new EventBridgeClient({});
	const EventPattern = JSON.stringify({ source: [EVENT_SOURCE] });
	await eventBridge.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
	removals.defer(async () => void (await eventBridge.send(new DeleteRuleCommand({ Name: name, EventBusName }))));
	const Targets = [{ Id: 'queue', Arn: queueArn }];
	await eventBridge.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets }));
	const remove = new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: ['queue'] });
	removals.defer(async () => void (await eventBridge.send(remove)));
};

/** SNS and EventBridge each have an envelope of their own. */
const readBody = ({ Message, detail }: { readonly Message?: string; readonly detail?: OutcomeNotification }): Heard =>
	detail ? { way: 'event', notification: detail } : { way: 'message', notification: JSON.parse(Message ?? '{}') };
