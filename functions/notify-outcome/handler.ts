import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { callAws, clientSettings } from '../shared/aws-calls.ts';
import { createHandler } from '../shared/create-handler.ts';
import { ServiceUnavailable } from '../shared/errors.ts';
import { requireEnv } from '../shared/require-env.ts';
import { createNotifyOutcome } from './notify-outcome.ts';
import { noticeRequest } from './outcome-notice.ts';

const topicArn = requireEnv('OUTCOMES_TOPIC_ARN');
const eventBusName = requireEnv('EVENT_BUS_NAME');
const sns = new SNSClient(clientSettings);
const eventBridge = new EventBridgeClient(clientSettings);

export const handler = createHandler(noticeRequest, async (request, { signal: abortSignal, logger }) => {
	const notify = createNotifyOutcome({
		publish: async (subject, message, attributes) => {
			const MessageAttributes = Object.fromEntries(
				Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
			);
			const publish = new PublishCommand({
				TopicArn: topicArn,
				Subject: subject,
				Message: message,
				MessageStructure: 'json',
				MessageAttributes,
			});
			return (await callAws('SNS Publish', () => sns.send(publish, { abortSignal }))).MessageId ?? '';
		},
		putEvent: async (detailType, resource, detail) => {
			const entry = {
				EventBusName: eventBusName,
				Source: 'exportwatch',
				DetailType: detailType,
				Resources: [resource],
				Detail: JSON.stringify(detail),
			};
			const put = new PutEventsCommand({ Entries: [entry] });
			const call = 'EventBridge PutEvents';
			const answer = await callAws(call, () => eventBridge.send(put, { abortSignal }));
			const result = answer.Entries?.[0];
			if (!result?.EventId)
				throw new ServiceUnavailable(call, new Error(`${result?.ErrorCode}: ${result?.ErrorMessage}`));
			return result.EventId;
		},
		now: () => new Date(),
	});
	const notification = await notify(request);
	logger.info('outcome told', { outcome: request.outcome, jobName: request.watch.jobName, ...notification });
	return notification;
});
