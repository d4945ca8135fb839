import type { ExportJobRecord, RecordedAction } from '#contracts/export-job-record.ts';
import { ServiceUnavailable } from '../../shared/errors.ts';

/** The records of the jobs. Writes answer false, and change nothing, if the record is not the expected one any more. */
export interface Records {
	readonly read: (datasetExportJobArn: string) => Promise<ExportJobRecord | undefined>;
	/** Sets fields, by paths such as `actions.event`, while the record has the same owner and the same notification. */
	readonly update: (record: ExportJobRecord, values: Readonly<Record<string, unknown>>) => Promise<boolean>;
}

/** The same for those who write whole records. */
export interface WritableRecords extends Records {
	readonly write: (record: ExportJobRecord, replaced: ExportJobRecord | undefined) => Promise<boolean>;
}

export interface Ledger {
	readonly records: Records;
	readonly record: ExportJobRecord;
	/** The execution that does the actions. */
	readonly executionArn: string;
	readonly now: () => Date;
	readonly warn: (message: string, error: Error) => void;
}

/** An execution that was stopped may still run a function, for as long as the function's time limit and a little more. */
const IN_PROGRESS_MILLISECONDS = 60_000;

/**
 * Does an action unless the record says that it is done, and records that it is. Only if the action succeeded without this
 * function knowing it (a lost answer, a function that died) does the next one repeat it.
 *
 * @param path of the action in the record, as `actions.event`
 * @param work does it, and answers with the id of what came of it
 * @throws ServiceUnavailable if another execution may be doing it just now
 */
export const doOnce = async (
	{ records, record, executionArn, now, warn }: Ledger,
	path: string,
	recorded: RecordedAction | undefined,
	work: () => Promise<string | undefined>,
): Promise<void> => {
	if (recorded?.status === 'DONE') return;
	if (isInProgressElsewhere(recorded, executionArn, now())) {
		throw new ServiceUnavailable(path, new Error(`${recorded?.executionArn} may be doing it`));
	}
	const started = { status: 'STARTED' as const, executionArn, startedAt: now().toISOString() };
	const isOurs = await records.update(record, { [path]: started });
	if (!isOurs) return;

	const id = await work();
	const done: RecordedAction = { ...started, status: 'DONE', doneAt: now().toISOString(), ...(id && { id }) };
	// A retry of the step would repeat the action at once; a later watch repeats it once, with the same id.
	await records
		.update(record, { [path]: done })
		.catch((error: Error) => warn(`${path} is done, but the record does not say so`, error));
};

const isInProgressElsewhere = (recorded: RecordedAction | undefined, executionArn: string, now: Date): boolean =>
	recorded?.status === 'STARTED' &&
	recorded.executionArn !== executionArn &&
	now.getTime() - Date.parse(recorded.startedAt ?? '') < IN_PROGRESS_MILLISECONDS;
