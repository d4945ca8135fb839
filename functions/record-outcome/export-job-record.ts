import type { DatasetExportJob, ExportJobRecord } from '../shared/contracts.ts';
import { cutToBytes } from '../shared/text.ts';
import { judge, measure, type WatchReport } from '../shared/watch-report.ts';

/** DynamoDB's limit for one item is 400 KB, names and values counted; 4 KB are kept for what JSON does not count. */
const MAX_ITEM_BYTES = 400 * 1024 - 4 * 1024;

/** The record of a watch's end. The reason is whole as far as an item can hold it, and marked where it is cut. */
export const exportJobRecordOf = (report: WatchReport, wholeReason: string | undefined, now: Date): ExportJobRecord => {
	const { watch, observation, outcome, executionArn } = report;
	const { reason, category, remedy } = judge(report, now);
	const { failureReason: _reason, ...job }: DatasetExportJob = observation.job ?? {};
	const record: ExportJobRecord = {
		...job,
		datasetExportJobArn: watch.datasetExportJobArn,
		jobName: watch.jobName,
		outcome,
		...(outcome !== 'FAILED' && reason ? { reason } : {}),
		...(category ? { category } : {}),
		...(remedy ? { remedy } : {}),
		ownerExecutionArn: executionArn,
		looks: observation.looks,
		...measure(report),
		recordedAt: now.toISOString(),
	};
	return wholeReason === undefined ? record : { ...record, ...fitted(wholeReason, MAX_ITEM_BYTES - bytesOf(record)) };
};

const bytesOf = (record: ExportJobRecord): number => Buffer.byteLength(JSON.stringify(record));

const fitted = (failureReason: string, bytes: number): Partial<ExportJobRecord> => {
	const failureReasonBytes = Buffer.byteLength(failureReason);
	if (failureReasonBytes <= bytes) return { failureReason };
	return { failureReason: cutToBytes(failureReason, bytes), isFailureReasonCut: true, failureReasonBytes };
};
