import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Observation, WatchReport } from '#contracts/watch.ts';
import { cutToCharacters } from '../../shared/text.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { explainFailure } from './explain-failure.ts';
import { exportJobRecordOf, type FailureReason } from './export-job-record.ts';

export interface Recording {
	/** Whether this execution owns the outcome: only the owner tells people and starts processing. */
	readonly isOwner: boolean;
	/** Why the watch did not end in success, short enough for the state; empty after a success. */
	readonly reason: string;
	readonly recordedAt: string;
}

/** A broken watch's reason is part of the state beside the job's own; a screenful says it. */
const MAX_STATE_REASON_CHARACTERS = 4_000;

/** Writes the one record of the job, unless another execution has already recorded its end. */
export const recordOutcome = async (
	report: WatchReport,
	{
		claim,
		readWholeReason,
		now,
	}: {
		/** Writes the record where the rules of ownership allow it; says whether it did. */
		readonly claim: (record: ExportJobRecord, report: WatchReport) => Promise<boolean>;
		/** The job's reason in full, for one that was too long for the execution's state. */
		readonly readWholeReason: (datasetExportJobArn: string) => Promise<string | undefined>;
		readonly now: () => Date;
	},
): Promise<Recording> => {
	const failureReason = await findReason(report, readWholeReason);
	const recordedAt = now();
	const failure = explainFailure(report, recordedAt);
	const record = exportJobRecordOf(report, failure, failureReason, recordedAt);
	return {
		isOwner: await claim(record, report),
		reason: cutToCharacters(failure.reason ?? '', MAX_STATE_REASON_CHARACTERS),
		recordedAt: record.recordedAt,
	};
};

const findReason = async (
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

/** A record with the beginning of the reason is better than none. */
const beginningOf = ({ job }: Observation): FailureReason => ({ text: job?.failureReason, isCut: true });
