import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { OwnAction, OwnActions } from '#contracts/own-actions.ts';
import { outcomeDetailTypes } from '#contracts/vocabulary.ts';
import type { NotificationRequest } from '#contracts/watch.ts';
import { messageOf, type NotificationAttributes, subjectOf } from '../../shared/notification-body.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { doOwnActions } from './do-own-actions.ts';
import { explainFailedActions, type FailedActions } from './explain-failed-actions.ts';
import { explainFailure } from './explain-failure.ts';
import { exportJobRecordOf } from './export-job-record.ts';
import { doOnce, type Records } from './ledger.ts';
import { attributesOf, outcomeNotificationOf } from './outcome-notification.ts';

interface Dependencies {
	readonly records: Records;
	readonly publish: (subject: string, message: string, attributes: NotificationAttributes) => Promise<string>;
	readonly putEvent: (detailType: string, resource: string, detail: OutcomeNotification) => Promise<string>;
	/** `AWS_CONSOLE`, or the address of a console of Exportwatch. */
	readonly linkedConsole: string;
	readonly ownActions: OwnActions;
	readonly perform: (name: string, action: OwnAction, notification: OutcomeNotification) => Promise<string | undefined>;
	readonly now: () => Date;
	readonly warn: (message: string, error: Error) => void;
}

export interface SentNotification {
	/** Empty after a success. */
	readonly reason: string;
	readonly notificationId: string;
}

/** Does the work unless the record says that it is done. */
type Send = (action: string, work: () => Promise<string | undefined>) => Promise<void>;

/**
 * Notifies people by the topic and machines by the bus of how a watch ended, and does a team's own actions, unless the record
 * says that it is done. None of these waits for another or keeps it from being done.
 */
export const notifyOutcome = async (
	request: NotificationRequest,
	dependencies: Dependencies,
): Promise<SentNotification> => {
	const { perform, linkedConsole, now, warn } = dependencies;
	const failed = request.actions && explainFailedActions(request.actions, request.executionArn);
	const recorded = await readRecord(request, dependencies.records);
	const record = recorded ?? unrecorded(request, now(), dependencies.ownActions);
	const notification = outcomeNotificationOf(record, linkedConsole, failed);
	const sent = { reason: notification.reason ?? '', notificationId: notification.notificationId };
	if (recorded && recorded.ownerExecutionArn !== request.executionArn) return sent;

	const send: Send = recorded
		? await sendOnce(recorded, failed, dependencies)
		: async (_action, work) => void (await work());
	const [refusal, ownFailure] = await Promise.all([
		notify(notification, send, dependencies).catch(asError),
		failed
			? undefined
			: doOwnActions(record, {
					...dependencies,
					perform: (name, action) => perform(name, action, notification),
					doOnce: send,
					isRecorded: recorded !== undefined,
				}).catch(asError),
	]);
	const transient = [refusal, ownFailure].find(isTransient);
	if (transient) throw transient;
	if (!refusal && !ownFailure) return sent;
	if (!failed) {
		if (refusal && ownFailure) warn('actions of the team’s own failed as well', ownFailure);
		throw refusal ?? ownFailure;
	}
	// The execution fails in any case, and only what this step answers can be read in its cause.
	warn('nobody was notified that actions failed', refusal as Error);
	return { ...sent, reason: `${sent.reason}; NotifyActionsFailed: ${refusal?.name}: ${refusal?.message}` };
};

/** If the bus refuses the event for good, people still get the message; then this fails. */
const notify = async (
	notification: OutcomeNotification,
	send: Send,
	{ putEvent, publish }: Dependencies,
): Promise<undefined> => {
	const detailType = outcomeDetailTypes[notification.actionsFailed ? 'ACTIONS_FAILED' : notification.outcome];
	const refusals = [
		await send('event', () => putEvent(detailType, notification.datasetExportJobArn, notification)).catch(
			orThrowTransient,
		),
		await send('message', () =>
			publish(subjectOf(notification), messageOf(notification), attributesOf(notification)),
		).catch(orThrowTransient),
	];
	const refusal = refusals.find((error) => error instanceof Error);
	if (refusal) throw refusal;
};

/** Undefined if the outcome could not be recorded. The definition passes on what failed, or what was recorded, not both. */
const readRecord = async (
	{ watch, record, actions }: NotificationRequest,
	records: Records,
): Promise<ExportJobRecord | undefined> => {
	const isRecorded = actions ? !actions.record?.error : record?.recordedAt !== undefined;
	return isRecorded ? records.read(watch.datasetExportJobArn) : undefined;
};

/** What would stand in the record if it could have been written. */
const unrecorded = (request: NotificationRequest, now: Date, ownActions: OwnActions): ExportJobRecord =>
	exportJobRecordOf(
		request,
		explainFailure(request, now),
		{ text: request.observation.job?.failureReason, isCut: request.observation.isFailureReasonCut ?? false },
		now,
		ownActions,
	);

/** That actions failed is notified once for each execution that finds it. */
const sendOnce = async (
	record: ExportJobRecord,
	failed: FailedActions | undefined,
	dependencies: Dependencies,
): Promise<Send> => {
	const { ownerExecutionArn: executionArn } = record;
	const ledger = { ...dependencies, record, executionArn };
	if (!failed) return (action, work) => doOnce(ledger, `actions.${action}`, work);
	const actionsFailed = await beginActionsFailed(record, dependencies.records);
	return (channel, work) =>
		doOnce({ ...ledger, record: { ...record, actionsFailed } }, `actionsFailed.${channel}`, work);
};

const beginActionsFailed = async (
	record: ExportJobRecord,
	records: Records,
): Promise<NonNullable<ExportJobRecord['actionsFailed']>> => {
	const { ownerExecutionArn: executionArn, actionsFailed: earlier } = record;
	if (earlier?.executionArn === executionArn) return earlier;
	const undone = { status: 'UNDONE' as const };
	const actionsFailed = { executionArn, event: undone, message: undone };
	await records.update(
		record,
		{ actionsFailed },
		{ ownerExecutionArn: executionArn, 'actionsFailed.executionArn': earlier?.executionArn },
	);
	return actionsFailed;
};

const orThrowTransient = (error: unknown): unknown => {
	if (isTransient(error)) throw error;
	return error;
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
