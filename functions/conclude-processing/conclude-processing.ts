import type { DatasetNote, DatasetNotice } from '../shared/contracts/dataset.ts';
import { type Folder, type ProcessingReport, processingInput } from '../shared/contracts/processing.ts';
import { StepInputInvalid } from '../shared/errors.ts';
import { messageOf, subjectOf } from '../shared/notice-body.ts';
import { problemsInWords } from '../shared/problems.ts';
import { datasetNoticeOf } from './dataset-notice.ts';

const detailTypes = { READY: 'Dataset Ready', FAILED: 'Dataset Processing Failed' } as const;

/** Notes how a processing ended on the job's record, and tells it to machines, then to people. */
export const createConcludeProcessing =
	(dependencies: {
		/** Adds to the job's record, if there is one; nothing else on it changes. */
		readonly noteOnRecord: (datasetExportJobArn: string, note: DatasetNote) => Promise<void>;
		readonly putEvent: (detailType: string, resource: string, detail: DatasetNotice) => Promise<string>;
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
		if (!input.success) throw new StepInputInvalid(problemsInWords(input.error));
		const notice = datasetNoticeOf(report, input.data, dependencies.now());
		const { outcome, datasetExportJobArn, jobName, datasetArn, seconds, reason, executionArn } = notice;

		await dependencies.noteOnRecord(datasetExportJobArn, {
			status: outcome,
			...report.dataset,
			seconds,
			...(reason && { reason }),
			executionArn,
			recordedAt: dependencies.now().toISOString(),
		});
		await dependencies.putEvent(detailTypes[outcome], datasetExportJobArn, notice);
		const attributes = { outcome: `DATASET_${outcome}`, jobName, ...(datasetArn && { datasetArn }) };
		await dependencies.publish(subjectOf(notice), messageOf(notice), attributes);
		if (report.staging) await dependencies.removeStaging(report.staging);
		return { reason: reason ?? '', seconds };
	};
