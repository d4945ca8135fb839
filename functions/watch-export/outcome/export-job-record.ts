import { createHash } from 'node:crypto';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { type OwnActions, ownActionsOf } from '#contracts/own-actions.ts';
import { actionsOf } from '#contracts/vocabulary.ts';
import type { DatasetExportJob, Forecast, WatchReport } from '#contracts/watch.ts';
import { cutToBytes } from '../../shared/text.ts';
import type { FailureExplanation } from './explain-failure.ts';
import { isFoundLate, measure } from './measure.ts';

/** DynamoDB's limit for one item is 400 KB, names and values counted; 4 KB are kept for what JSON does not count. */
const MAX_ITEM_BYTES = 400 * 1024 - 4 * 1024;

/** The job's `failureReason`; cut if only the beginning in the state could be read. */
export interface FailureReason {
	readonly text: string | undefined;
	readonly isCut: boolean;
}

/** The record of an outcome. It holds the whole reason if an item can, and says if the reason is cut. */
export const exportJobRecordOf = (
	report: WatchReport,
	{ reason, category, remedy }: FailureExplanation,
	failureReason: FailureReason,
	recordedAt: Date,
	ownActions: OwnActions,
): ExportJobRecord => {
	const { watch, observation, outcome, executionArn, watchError } = report;
	const { failureReason: _reason, ...job }: DatasetExportJob = observation.job ?? {};
	const record: ExportJobRecord = {
		...job,
		...(observation.status && { status: observation.status }),
		datasetExportJobArn: watch.datasetExportJobArn,
		jobName: watch.jobName,
		outcome,
		...(outcome !== 'FAILED' && reason && { reason }),
		...(watchError && { watchError: watchError.Error }),
		...(category && { category }),
		...(remedy && { remedy }),
		ownerExecutionArn: executionArn,
		notificationId: notificationIdOf(report),
		actions: Object.fromEntries(
			[...actionsOf[outcome], ...Object.keys(ownActionsOf(ownActions, outcome))].map((action) => [
				action,
				{ status: 'UNDONE' as const },
			]),
		),
		isReplay: watch.replay,
		polls: observation.polls,
		foundLate: isFoundLate(report),
		...measure(report),
		...(observation.forecast && { forecast: withoutKinds(observation.forecast) }),
		recordedAt: recordedAt.toISOString(),
	};
	return { ...record, ...fitReason(failureReason, MAX_ITEM_BYTES - bytesOf(record)) };
};

const notificationIdOf = ({ watch, outcome, executionArn }: WatchReport): string =>
	createHash('sha256').update(`${watch.datasetExportJobArn} ${outcome} ${executionArn}`).digest('hex').slice(0, 32);

const bytesOf = (record: ExportJobRecord): number => Buffer.byteLength(JSON.stringify(record));

const fitReason = ({ text, isCut }: FailureReason, bytes: number): Partial<ExportJobRecord> => {
	if (text === undefined) return {};
	const failureReasonBytes = Buffer.byteLength(text);
	if (failureReasonBytes <= bytes) return { failureReason: text, ...(isCut && { isFailureReasonCut: true }) };
	return { failureReason: cutToBytes(text, bytes), isFailureReasonCut: true, failureReasonBytes };
};

/** The kinds are internal to the poll policy. */
const withoutKinds = ({ kinds: _kinds, ...forecast }: Forecast): ExportJobRecord['forecast'] => forecast;
