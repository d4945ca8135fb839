import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Observation, WatchReport } from '#contracts/watch.ts';
import { cutToCharacters } from '../../shared/text.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { explainFailure } from './explain-failure.ts';
import { exportJobRecordOf, type FailureReason } from './export-job-record.ts';

export interface Recording {
	/** Whether this execution owns the outcome: only the owner notifies and starts processing. */
	readonly isOwner: boolean;
	/** Short enough for the state; empty after a success. */
	readonly reason: string;
	readonly recordedAt: string;
}

/** The state holds the reason of a broken watch beside the `failureReason` of the job. */
const MAX_STATE_REASON_CHARACTERS = 4_000;

/** Writes the one record of the job, unless another execution has already recorded its end. */
export const recordOutcome = async (
	report: WatchReport,
	{
		claim,
		readWholeReason,
		now,
	}: {
		/** Writes the record if this execution may own the outcome, and says whether it did. */
		readonly claim: (record: ExportJobRecord, report: WatchReport) => Promise<boolean>;
		/** The `failureReason` from Personalize, for one that was too long for the state. */
		readonly readWholeReason: (datasetExportJobArn: string) => Promise<string | undefined>;
		readonly now: () => Date;
	},
): Promise<Recording> => {
	const failureReason = await readFailureReason(report, readWholeReason);
	const recordedAt = now();
	const failure = explainFailure(report, recordedAt);
	const record = exportJobRecordOf(report, failure, failureReason, recordedAt);
	return {
		isOwner: await claim(record, report),
		reason: cutToCharacters(failure.reason ?? '', MAX_STATE_REASON_CHARACTERS),
		recordedAt: record.recordedAt,
	};
};

const readFailureReason = async (
	{ observation, watch }: WatchReport,
	readWholeReason: (datasetExportJobArn: string) => Promise<string | undefined>,
): Promise<FailureReason> => {
	if (!observation.isFailureReasonCut) return { text: observation.job?.failureReason?.toWellFormed(), isCut: false };
	try {
		const whole = await readWholeReason(watch.datasetExportJobArn);
		return whole ? { text: whole.toWellFormed(), isCut: false } : beginningOf(observation);
	} catch (error) {
		if (isTransient(error)) throw error;
		return beginningOf(observation);
	}
};

/** A record with only the beginning of the reason is better than no record. */
const beginningOf = ({ job }: Observation): FailureReason => ({ text: job?.failureReason, isCut: true });
