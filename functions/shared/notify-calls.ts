import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { EVENT_SOURCE } from '#contracts/vocabulary.ts';
import { callAws, clientSettings } from './aws-calls.ts';
import { ServiceUnavailable } from './errors.ts';
import type { NotificationAttributes } from './notification-body.ts';

/** The calls that notify: the topic for people, the event bus for machines. */
export const createNotifyCalls = (topicArn: string, eventBusName: string) => {
	const sns = new SNSClient(clientSettings);
	const eventBridge = new EventBridgeClient(clientSettings);

	return (abortSignal: AbortSignal) => ({
		publish: async (subject: string, message: string, attributes: NotificationAttributes): Promise<string> => {
			const publish = new PublishCommand(publicationOf(topicArn, subject, message, attributes));
			return (await callAws('SNS Publish', () => sns.send(publish, { abortSignal }))).MessageId ?? '';
		},
		putEvent: async (detailType: string, resource: string, detail: object): Promise<string> => {
			const entry = {
				EventBusName: eventBusName,
				Source: EVENT_SOURCE,
				DetailType: detailType,
				Resources: [resource],
				Detail: JSON.stringify(detail),
			};
			const call = 'EventBridge PutEvents';
			const put = new PutEventsCommand({ Entries: [entry] });
			const answer = await callAws(call, () => eventBridge.send(put, { abortSignal }));
			const result = answer.Entries?.[0];
			if (!result?.EventId)
				throw new ServiceUnavailable(call, new Error(`${result?.ErrorCode}: ${result?.ErrorMessage}`));
			return result.EventId;
		},
	});
};

/** A message of `messageOf` with its attributes, as SNS takes it. */
export const publicationOf = (
	topicArn: string,
	subject: string,
	message: string,
	attributes: NotificationAttributes,
): PublishCommandInput => ({
	TopicArn: topicArn,
	Subject: subject,
	Message: message,
	MessageStructure: 'json',
	MessageAttributes: Object.fromEntries(
		Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
	),
});
