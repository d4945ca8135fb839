import type { OutcomeNotice } from '../shared/contracts/outcome-notice.ts';
import { messageOf, subjectOf } from '../shared/notice-body.ts';
import { isTransient } from '../shared/transient-errors.ts';
import { type NoticeRequest, outcomeNoticeOf } from './outcome-notice.ts';

/** What the topic's subscribers can filter on. */
export type NoticeAttributes = Readonly<Record<string, string>>;

export interface Notification {
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
const HANDLERS_FAILED_DETAIL_TYPE = 'Dataset Export Job Handlers Failed';

/** Tells people by the topic and machines by the bus how a watch ended. */
export const createNotifyOutcome =
	(dependencies: {
		readonly publish: (subject: string, message: string, attributes: NoticeAttributes) => Promise<string>;
		readonly putEvent: (detailType: string, resource: string, detail: OutcomeNotice) => Promise<string>;
		readonly now: () => Date;
	}) =>
	async (request: NoticeRequest): Promise<Notification> => {
		const notice = outcomeNoticeOf(request, dependencies.now());
		const detailType = notice.handlersFailed ? HANDLERS_FAILED_DETAIL_TYPE : detailTypes[notice.outcome];
		const event = await putEvent(() => dependencies.putEvent(detailType, notice.datasetExportJobArn, notice));
		const messageId = await dependencies.publish(subjectOf(notice), messageOf(notice), attributesOf(notice));
		if ('refusal' in event) throw event.refusal;
		return { reason: notice.reason ?? '', messageId, eventId: event.eventId };
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

const attributesOf = ({ outcome, handlersFailed, jobName, category, datasetArn }: OutcomeNotice): NoticeAttributes => ({
	outcome,
	handlersFailed: String(handlersFailed),
	jobName,
	...(category && { category }),
	...(datasetArn && { datasetArn }),
});
