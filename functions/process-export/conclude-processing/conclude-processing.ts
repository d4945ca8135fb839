import type { DatasetNotification, RecordedDataset } from '#contracts/dataset.ts';
import { type Folder, type ProcessingReport, processingInput } from '#contracts/processing.ts';
import { StepInputInvalid } from '../../shared/errors.ts';
import { messageOf, subjectOf } from '../../shared/notification-body.ts';
import { formatProblems } from '../../shared/problems.ts';
import { datasetNotificationOf } from './dataset-notification.ts';

const detailTypes = { READY: 'Dataset Ready', FAILED: 'Dataset Processing Failed' } as const;

/** Notes how a processing ended on the job's record, and tells it to machines, then to people. */
export const createConcludeProcessing =
	(dependencies: {
		/** Adds to the job's record, if there is one; nothing else on it changes. */
		readonly addToRecord: (datasetExportJobArn: string, note: RecordedDataset) => Promise<void>;
		readonly putEvent: (detailType: string, resource: string, detail: DatasetNotification) => Promise<string>;
		readonly publish: (
			subject: string,
			message: string,
			attributes: Readonly<Record<string, string>>,
		) => Promise<string>;
		/** Comes last, so that every step before can be repeated; what stays costs storage and nothing else. */
		readonly removeStaging: (staging: Folder) => Promise<void>;
		readonly now: () => Date;
	}) =>
	async (report: ProcessingReport): Promise<{ readonly reason: string; readonly seconds: number }> => {
		const input = processingInput.safeParse(report.input);
		if (!input.success) throw new StepInputInvalid(formatProblems(input.error));
		const notification = datasetNotificationOf(report, input.data, dependencies.now());
		const { outcome, datasetExportJobArn, jobName, datasetArn, seconds, reason, executionArn } = notification;

		await dependencies.addToRecord(datasetExportJobArn, {
			status: outcome,
			...report.dataset,
			seconds,
			...(reason && { reason }),
			executionArn,
			recordedAt: dependencies.now().toISOString(),
		});
		await dependencies.putEvent(detailTypes[outcome], datasetExportJobArn, notification);
		const attributes = { outcome: `DATASET_${outcome}`, jobName, ...(datasetArn && { datasetArn }) };
		await dependencies.publish(subjectOf(notification), messageOf(notification), attributes);
		if (report.staging) await dependencies.removeStaging(report.staging);
		return { reason: reason ?? '', seconds };
	};
