import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { outcomeDetailTypes } from '#contracts/vocabulary.ts';
import type { NotificationRequest } from '#contracts/watch.ts';
import { messageOf, type NotificationAttributes, subjectOf } from '../../shared/notification-body.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { outcomeNotificationOf } from './outcome-notification.ts';

export interface SentNotification {
	/** Empty after a success. */
	readonly reason: string;
	readonly messageId: string;
	readonly eventId: string;
}

/** Notifies people by the topic and machines by the bus of how a watch ended. */
export const notifyOutcome = async (
	request: NotificationRequest,
	{
		publish,
		putEvent,
		now,
	}: {
		readonly publish: (subject: string, message: string, attributes: NotificationAttributes) => Promise<string>;
		readonly putEvent: (detailType: string, resource: string, detail: OutcomeNotification) => Promise<string>;
		readonly now: () => Date;
	},
): Promise<SentNotification> => {
	const notification = outcomeNotificationOf(request, now());
	const detailType = outcomeDetailTypes[notification.actionsFailed ? 'ACTIONS_FAILED' : notification.outcome];
	const event = await tryToPut(() => putEvent(detailType, notification.datasetExportJobArn, notification));
	const messageId = await publish(subjectOf(notification), messageOf(notification), attributesOf(notification));
	if ('refusal' in event) throw event.refusal;
	return { reason: notification.reason ?? '', messageId, eventId: event.eventId };
};

/**
 * The event goes first: if it fails for a moment, the step is retried before anybody has read the message, so nobody reads
 * it twice. If the bus refuses it for good, people still get the message, and the step fails afterwards.
 */
const tryToPut = async (
	put: () => Promise<string>,
): Promise<{ readonly eventId: string } | { readonly refusal: unknown }> => {
	try {
		return { eventId: await put() };
	} catch (refusal) {
		if (isTransient(refusal)) throw refusal;
		return { refusal };
	}
};

const attributesOf = ({
	outcome,
	actionsFailed,
	jobName,
	category,
	datasetArn,
}: OutcomeNotification): NotificationAttributes => ({
	outcome,
	actionsFailed: String(actionsFailed),
	jobName,
	...(category && { category }),
	...(datasetArn && { datasetArn }),
});
