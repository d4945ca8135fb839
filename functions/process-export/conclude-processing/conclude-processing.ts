import type { DatasetNotification, RecordedDataset } from '#contracts/dataset.ts';
import { type Folder, type ProcessingReport, processingInput } from '#contracts/processing.ts';
import { datasetDetailTypes } from '#contracts/vocabulary.ts';
import { StepInputInvalid } from '../../shared/errors.ts';
import { messageOf, type NotificationAttributes, subjectOf } from '../../shared/notification-body.ts';
import { formatProblems } from '../../shared/problems.ts';
import { datasetNotificationOf } from './dataset-notification.ts';

interface Dependencies {
	/** Changes nothing else on the job's record, and nothing if there is no record. */
	readonly recordDataset: (datasetExportJobArn: string, dataset: RecordedDataset) => Promise<void>;
	readonly putEvent: (detailType: string, resource: string, detail: DatasetNotification) => Promise<string>;
	readonly publish: (subject: string, message: string, attributes: NotificationAttributes) => Promise<string>;
	readonly removeStaging: (staging: Folder) => Promise<void>;
	readonly now: () => Date;
}

/** Records how a processing ended, and notifies machines, then people. */
export const concludeProcessing = async (
	report: ProcessingReport,
	{ recordDataset, putEvent, publish, removeStaging, now }: Dependencies,
): Promise<{ readonly reason: string; readonly seconds: number }> => {
	const input = processingInput.safeParse(report.input);
	if (!input.success) throw new StepInputInvalid(formatProblems(input.error));
	const notification = datasetNotificationOf(report, input.data, now());
	const { outcome, datasetExportJobArn, jobName, datasetArn, seconds, reason, executionArn } = notification;

	await recordDataset(datasetExportJobArn, {
		status: outcome,
		...report.dataset,
		seconds,
		...(reason && { reason }),
		executionArn,
		recordedAt: now().toISOString(),
	});
	await putEvent(datasetDetailTypes[outcome], datasetExportJobArn, notification);
	const attributes = { outcome: `DATASET_${outcome}`, jobName, ...(datasetArn && { datasetArn }) };
	await publish(subjectOf(notification), messageOf(notification), attributes);
	// Last, so that PublishDataset can be repeated until then.
	if (report.staging) await removeStaging(report.staging);
	return { reason: reason ?? '', seconds };
};
