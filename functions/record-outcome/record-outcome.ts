import type { ExportJobRecord } from '../shared/contracts.ts';
import { cutToCharacters } from '../shared/text.ts';
import { judge, type WatchReport } from '../shared/watch-report.ts';
import { exportJobRecordOf } from './export-job-record.ts';

export interface Recording {
	/** Whether this execution owns the outcome: only the owner tells people and starts processing. */
	readonly isOwner: boolean;
	/** Why the watch did not end in success, short enough for the state; empty after a success. */
	readonly reason: string;
	readonly recordedAt: string;
}

/** A broken watch's reason is part of the state beside the job's own; a screenful says it. */
const MAX_REASON_CHARACTERS = 4_000;

/** Writes the one record of the job, unless another execution has already recorded its end. */
export const createRecordOutcome =
	(dependencies: {
		/** Writes the record where the rules of ownership allow it; says whether it did. */
		readonly claim: (record: ExportJobRecord, isReplay: boolean) => Promise<boolean>;
		/** The job's reason in full, for one that was too long for the execution's state. */
		readonly readWholeReason: (datasetExportJobArn: string) => Promise<string | undefined>;
		readonly now: () => Date;
	}) =>
	async (report: WatchReport): Promise<Recording> => {
		const { observation, watch } = report;
		const wholeReason = observation.isFailureReasonCut
			? await dependencies.readWholeReason(watch.datasetExportJobArn)
			: observation.job?.failureReason;
		const now = dependencies.now();
		const record = exportJobRecordOf(report, wholeReason?.toWellFormed(), now);
		return {
			isOwner: await dependencies.claim(record, watch.replay),
			reason: cutToCharacters(judge(report, now).reason ?? '', MAX_REASON_CHARACTERS),
			recordedAt: record.recordedAt,
		};
	};
