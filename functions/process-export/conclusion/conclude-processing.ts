import type { DatasetNotification, RecordedDataset } from '#contracts/dataset.ts';
import type { RecordedAction } from '#contracts/export-job-record.ts';
import { type ProcessingReport, processingInput } from '#contracts/processing.ts';
import { datasetDetailTypes } from '#contracts/vocabulary.ts';
import { doOnce } from '../../shared/do-once.ts';
import { StepInputInvalid } from '../../shared/errors.ts';
import { messageOf, type NotificationAttributes, subjectOf } from '../../shared/notification-body.ts';
import { formatProblems } from '../../shared/problems.ts';
import { datasetNotificationOf } from './dataset-notification.ts';

type Action = keyof RecordedDataset['actions'];

/** `dataset` and `datasetFailure` on the records of the jobs. */
export interface DatasetRecords {
	/**
	 * Records how a processing ended, unless the record says it already, and answers with what it says then. A failure never
	 * replaces a dataset that stands. Undefined, and nothing changes, if there is no record: then nobody watched the export.
	 */
	readonly record: (datasetExportJobArn: string, dataset: RecordedDataset) => Promise<RecordedDataset | undefined>;
	/** Writes an action if the record still says how this processing ended, and has the expected one; answers whether it did. */
	readonly writeAction: (
		datasetExportJobArn: string,
		dataset: RecordedDataset,
		action: Action,
		written: RecordedAction,
		expected: Pick<RecordedAction, 'status' | 'claimId'>,
	) => Promise<boolean>;
}

interface Dependencies {
	readonly records: DatasetRecords;
	readonly putEvent: (detailType: string, resource: string, detail: DatasetNotification) => Promise<string>;
	readonly publish: (subject: string, message: string, attributes: NotificationAttributes) => Promise<string>;
	/** After a success, when everything else is done. */
	readonly removeStaging?: () => Promise<void>;
	readonly now: () => Date;
	readonly warn: (message: string, error: Error) => void;
}

/**
 * Records how a processing ended, and notifies machines, then people, unless the record says that they are notified. A run
 * whose input is invalid is notified, but nobody can say on which record it belongs.
 */
export const concludeProcessing = async (
	report: ProcessingReport,
	{ records, putEvent, publish, removeStaging, now, warn }: Dependencies,
): Promise<{ readonly reason: string; readonly seconds: number }> => {
	const input = processingInput.safeParse(report.input, { reportInput: true });
	if (!input.success && report.outcome === 'READY') throw new StepInputInvalid(formatProblems(input.error));
	const notification = datasetNotificationOf(report, input.data, now());
	const { outcome, datasetExportJobArn, seconds, reason } = notification;

	const ended = recordedDatasetOf(report, notification, now());
	const recorded = datasetExportJobArn ? await records.record(datasetExportJobArn, ended) : undefined;
	const send = async (action: Action, work: () => Promise<string>): Promise<void> => {
		if (!recorded || !datasetExportJobArn) return void (await work());
		const write = (written: RecordedAction, expected: Pick<RecordedAction, 'status' | 'claimId'>) =>
			records.writeAction(datasetExportJobArn, recorded, action, written, expected);
		await doOnce(
			{
				name: `the ${action}`,
				recorded: recorded.actions[action],
				executionArn: report.executionArn,
				claim: (claimed) => write(claimed, recorded.actions[action]),
				endClaim: (done, claimId) => write(done, { status: 'STARTED', claimId }),
				readAgain: async () => (await records.record(datasetExportJobArn, ended))?.actions[action],
				now,
				warn,
			},
			work,
		);
	};
	await send('event', () =>
		putEvent(datasetDetailTypes[outcome], datasetExportJobArn ?? report.executionArn, notification),
	);
	await send('message', () => publish(subjectOf(notification), messageOf(notification), attributesOf(notification)));
	// Last, so that PublishDataset can be repeated until then. What a failed run leaves is for people to look at.
	if (outcome === 'READY') await removeStaging?.();
	return { reason: reason ?? '', seconds };
};

const recordedDatasetOf = (
	{ dataset, executionArn }: ProcessingReport,
	{ outcome, seconds, reason, remedy, notificationId }: DatasetNotification,
	now: Date,
): RecordedDataset => ({
	status: outcome,
	...dataset,
	seconds,
	...(reason && { reason }),
	...(remedy && { remedy }),
	executionArn,
	recordedAt: now.toISOString(),
	notificationId,
	actions: { event: { status: 'UNDONE' }, message: { status: 'UNDONE' } },
});

const attributesOf = ({
	outcome,
	jobName,
	datasetArn,
	notificationId,
}: DatasetNotification): NotificationAttributes => ({
	outcome: `DATASET_${outcome}`,
	...(jobName && { jobName }),
	notificationId,
	...(datasetArn && { datasetArn }),
});
