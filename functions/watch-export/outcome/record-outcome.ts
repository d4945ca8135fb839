import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { readRecord } from '#contracts/ledger-fields.ts';
import type { OwnActions } from '#contracts/own-actions.ts';
import type { Outcome } from '#contracts/vocabulary.ts';
import type { Observation, WatchReport } from '#contracts/watch.ts';
import { ServiceUnavailable } from '../../shared/errors.ts';
import { cutToCharacters } from '../../shared/text.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { decideOwnership, undoneActions } from './decide-ownership.ts';
import { explainFailure } from './explain-failure.ts';
import { exportJobRecordOf, type FailureReason } from './export-job-record.ts';
import { doOnce, type WritableRecords } from './ledger.ts';

export interface Recording {
	/** Whether this execution has to do what is undone. */
	readonly isOwner: boolean;
	/** Of the record: the end of the job, if another execution saw it. */
	readonly outcome: Outcome;
	/** What is left for the next steps. */
	readonly undone: readonly string[];
	readonly notificationId: string;
	/** Why this watch did not succeed, short enough for the state; empty after a success. */
	readonly reason: string;
	readonly recordedAt: string;
}

interface Dependencies {
	readonly records: WritableRecords;
	readonly isRunning: (executionArn: string) => Promise<boolean>;
	/** The `failureReason` from Personalize, for one that was too long for the state. */
	readonly readWholeReason: (datasetExportJobArn: string) => Promise<string | undefined>;
	readonly ownActions: OwnActions;
	/** Publishes the metrics of the outcome. */
	readonly count: (record: ExportJobRecord) => void;
	readonly now: () => Date;
	readonly warn: (message: string, error: Error) => void;
}

/** The state holds the reason of a broken watch beside the `failureReason` of the job. */
const MAX_STATE_REASON_CHARACTERS = 4_000;

/** Two executions that write at the same time both read again; many at the same time are none that we know of. */
const MAX_ATTEMPTS = 5;

/** Writes the one record of the job unless it says as much already, and says who has to do what follows. */
export const recordOutcome = async (report: WatchReport, dependencies: Dependencies): Promise<Recording> => {
	const failureReason = await readFailureReason(report, dependencies.readWholeReason);
	const failure = explainFailure(report, dependencies.now());
	const ours = exportJobRecordOf(report, failure, failureReason, dependencies.now(), dependencies.ownActions);
	const { record, isOwner } = await settle(report, ours, dependencies);
	if (isOwner) {
		const ledger = { ...dependencies, record, executionArn: report.executionArn };
		await doOnce(ledger, 'actions.metrics', async () => {
			dependencies.count(record);
			return undefined;
		});
	}
	return {
		isOwner,
		outcome: record.outcome,
		undone: undoneActions(record).filter((action) => action !== 'metrics'),
		notificationId: record.notificationId,
		reason: cutToCharacters(failure.reason ?? '', MAX_STATE_REASON_CHARACTERS),
		recordedAt: record.recordedAt,
	};
};

/** The record as it then stands. */
const settle = async (
	{ watch, startedAt, executionArn }: WatchReport,
	ours: ExportJobRecord,
	{ records, isRunning }: Dependencies,
): Promise<{ readonly record: ExportJobRecord; readonly isOwner: boolean }> => {
	for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
		const item = await records.readItem(watch.datasetExportJobArn);
		const existing = readRecord(item);
		const ownership = await decideOwnership(existing, ours, {
			isReplay: watch.replay,
			isAdopted: watch.adopted,
			startedAt,
			isRunning,
		});
		if (!existing || ownership === 'WRITE') {
			const record = { ...ours, ...datasetOf(existing) };
			if (await records.write(record, item)) return { record, isOwner: true };
		} else if (ownership === 'TAKE_OVER') {
			const { ownerExecutionArn } = existing;
			const taken = { ...existing, ownerExecutionArn: executionArn };
			if (await records.update(existing, { ownerExecutionArn: executionArn }, { ownerExecutionArn })) {
				return { record: taken, isOwner: true };
			}
		} else {
			return { record: existing, isOwner: ownership === 'GO_ON' };
		}
	}
	throw new ServiceUnavailable('the record', new Error(`it changed ${MAX_ATTEMPTS} times while it was being written`));
};

/** What ProcessExport has recorded: a new watch of the job does not change the dataset that stands. */
const datasetOf = ({ dataset, datasetFailure }: Partial<ExportJobRecord> = {}): Partial<ExportJobRecord> => ({
	...(dataset && { dataset }),
	...(datasetFailure && { datasetFailure }),
});

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
