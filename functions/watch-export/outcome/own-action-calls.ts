import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { OwnAction } from '#contracts/own-actions.ts';
import { callAws, clientSettings } from '../../shared/aws-calls.ts';
import { messageOf, subjectOf } from '../../shared/notification-body.ts';
import { publicationOf } from '../../shared/notify-calls.ts';
import { startOnce } from '../execution-calls.ts';
import { attributesOf } from './outcome-notification.ts';

interface Handover {
	/** Of the action, in the record. */
	readonly name: string;
	readonly target: string;
	readonly notification: OutcomeNotification;
	readonly signal: AbortSignal;
}

/**
 * Hands a notification to what a team has chosen, and answers with the id of what came of it. Clients are loaded when they
 * are used: most installations have no action of their own.
 */
export const performOwnAction = (
	name: string,
	{ type, target }: OwnAction,
	notification: OutcomeNotification,
	signal: AbortSignal,
): Promise<string | undefined> => calls[type]({ name, target, notification, signal });

const calls: Readonly<Record<OwnAction['type'], (handover: Handover) => Promise<string | undefined>>> = {
	FUNCTION: async ({ target, notification, signal }) => {
		const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
		const lambda = new LambdaClient(clientSettings);
		const Payload = JSON.stringify(notification);
		const invoke = new InvokeCommand({ FunctionName: target, InvocationType: 'Event', Payload });
		const { $metadata } = await callAws('Lambda Invoke', () => lambda.send(invoke, { abortSignal: signal }));
		return $metadata.requestId;
	},

	QUEUE: async ({ target, notification, signal }) => {
		const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
		const sqs = new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false });
		const MessageBody = JSON.stringify(notification);
		const send = new SendMessageCommand({ QueueUrl: target, MessageBody, ...inOrder(target, notification) });
		return (await callAws('SQS SendMessage', () => sqs.send(send, { abortSignal: signal }))).MessageId;
	},

	TOPIC: async ({ target, notification, signal }) => {
		const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
		const sns = new SNSClient(clientSettings);
		const publish = new PublishCommand({
			...publicationOf(target, subjectOf(notification), messageOf(notification), attributesOf(notification)),
			...inOrder(target, notification),
		});
		return (await callAws('SNS Publish', () => sns.send(publish, { abortSignal: signal }))).MessageId;
	},

	/** The name cannot start twice, so a lost answer does not start two. At most 80 characters: the id has 32. */
	STATE_MACHINE: async ({ name, target, notification, signal }) => {
		const { SFNClient } = await import('@aws-sdk/client-sfn');
		const executionName = `${name}-${notification.notificationId}`;
		const started = await startOnce(new SFNClient(clientSettings), target, executionName, notification, signal);
		return started ?? `${target.replace(':stateMachine:', ':execution:')}:${executionName}`;
	},
};

/** What a FIFO queue or topic asks for; it drops a repetition with the same id for five minutes. */
const inOrder = (target: string, { jobName, notificationId }: OutcomeNotification) =>
	target.endsWith('.fifo') ? { MessageGroupId: jobName, MessageDeduplicationId: notificationId } : {};
