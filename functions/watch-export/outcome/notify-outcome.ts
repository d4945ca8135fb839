import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { messageOf, subjectOf } from '../../shared/notification-body.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { type NotificationRequest, outcomeNotificationOf } from './outcome-notification.ts';

/** What the topic's subscribers can filter on. */
export type NotificationAttributes = Readonly<Record<string, string>>;

export interface SentNotification {
	/** What went wrong, in words; empty after a success. */
	readonly reason: string;
	readonly messageId: string;
	readonly eventId: string;
}

const detailTypes = {
	SUCCEEDED: 'Dataset Export Job Succeeded',
	FAILED: 'Dataset Export Job Failed',
	TIMED_OUT: 'Dataset Export Job Watch Timed Out',
	BROKEN: 'Dataset Export Job Watch Broken',
} as const;
const ACTIONS_FAILED_DETAIL_TYPE = 'Dataset Export Job Actions Failed';

/** Tells people by the topic and machines by the bus how a watch ended. */
export const createNotifyOutcome =
	(dependencies: {
		readonly publish: (subject: string, message: string, attributes: NotificationAttributes) => Promise<string>;
		readonly putEvent: (detailType: string, resource: string, detail: OutcomeNotification) => Promise<string>;
		readonly now: () => Date;
	}) =>
	async (request: NotificationRequest): Promise<SentNotification> => {
		const notification = outcomeNotificationOf(request, dependencies.now());
		const detailType = notification.actionsFailed ? ACTIONS_FAILED_DETAIL_TYPE : detailTypes[notification.outcome];
		const event = await putEvent(() =>
			dependencies.putEvent(detailType, notification.datasetExportJobArn, notification),
		);
		const messageId = await dependencies.publish(
			subjectOf(notification),
			messageOf(notification),
			attributesOf(notification),
		);
		if ('refusal' in event) throw event.refusal;
		return { reason: notification.reason ?? '', messageId, eventId: event.eventId };
	};

/**
 * The event comes first: a transient fault of it is retried before any person has read anything, so nobody reads it twice.
 * A permanent one does not keep the message from people.
 */
const putEvent = async (
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
