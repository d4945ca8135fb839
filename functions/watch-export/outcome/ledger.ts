import { randomUUID } from 'node:crypto';
import type { ExportJobRecord, RecordedAction } from '#contracts/export-job-record.ts';
import { ServiceUnavailable } from '../../shared/errors.ts';

/** Fields of a record by their paths, such as `actions.event`; undefined for one that is missing. */
export type Fields = Readonly<Record<string, unknown>>;

/** The records of the jobs. Writes answer false, and change nothing, if the record is not the expected one any more. */
export interface Records {
	/** Undefined if there is none that this code understands. */
	readonly read: (datasetExportJobArn: string) => Promise<ExportJobRecord | undefined>;
	/** Sets fields, or removes those that are undefined, while the record has the same notification and the expected fields. */
	readonly update: (record: ExportJobRecord, values: Fields, expected: Fields) => Promise<boolean>;
}

/** The same for those who write whole records. */
export interface WritableRecords extends Records {
	/** The item in the place of the record, whatever it is. */
	readonly readItem: (datasetExportJobArn: string) => Promise<Fields | undefined>;
	readonly write: (record: ExportJobRecord, replaced: Fields | undefined) => Promise<boolean>;
}

export interface Ledger {
	readonly records: Records;
	readonly record: ExportJobRecord;
	/** The execution that does the actions. */
	readonly executionArn: string;
	readonly now: () => Date;
	readonly warn: (message: string, error: Error) => void;
}

type ActionPath = `actions.${string}` | `actionsFailed.${string}`;

/** A function may run without giving up its claim for as long as its time limit and a little more. */
const CLAIM_MILLISECONDS = 60_000;

/**
 * Does an action unless the record says that it is done, and records that it is. Of any number of functions at once, of one
 * execution or of several, only the one that has claimed the action does it. Only if the action succeeded without this
 * function knowing it (a lost answer, a function that died) does the next one repeat it.
 *
 * @param work does it, and answers with the id of what came of it
 * @throws ServiceUnavailable if another function may be doing it just now
 */
export const doOnce = async (
	{ records, record, executionArn, now, warn }: Ledger,
	path: ActionPath,
	work: () => Promise<string | undefined>,
): Promise<void> => {
	const recorded = actionAt(record, path);
	if (recorded?.status === 'DONE') return;
	if (isClaimed(recorded, now())) throw new ServiceUnavailable(path, new Error(`${recorded?.executionArn} is at it`));

	const claimId = randomUUID();
	const started: RecordedAction = { status: 'STARTED', executionArn, startedAt: now().toISOString() };
	const unclaimed = {
		ownerExecutionArn: executionArn,
		[`${path}.status`]: recorded?.status,
		[`${path}.claimId`]: recorded?.claimId,
	};
	const hasClaimed = await records.update(record, { [path]: { ...started, claimId } }, unclaimed);
	if (!hasClaimed && !(await isClaimedAs(claimId, records, record, path))) {
		throw new ServiceUnavailable(path, new Error('another function has claimed it'));
	}
	const endClaim = (action: RecordedAction) =>
		records.update(record, { [path]: action }, { [`${path}.claimId`]: claimId });
	try {
		const id = await work();
		const done: RecordedAction = { ...started, status: 'DONE', doneAt: now().toISOString(), ...(id && { id }) };
		// A retry of the step would repeat the action at once; a later watch repeats it once, with the same id.
		await endClaim(done).catch((error: Error) => warn(`${path} is done, but the record does not say so`, error));
	} catch (failure) {
		await endClaim(started).catch((error: Error) => warn(`${path} can be tried again only in a minute`, error));
		throw failure;
	}
};

const actionAt = (record: ExportJobRecord | undefined, path: ActionPath): RecordedAction | undefined => {
	const [part = '', action = ''] = path.split('.');
	return Reflect.get(Reflect.get(record ?? {}, part) ?? {}, action);
};

const isClaimed = ({ claimId, startedAt = '' }: Partial<RecordedAction> = {}, now: Date): boolean =>
	claimId !== undefined && now.getTime() - Date.parse(startedAt) < CLAIM_MILLISECONDS;

/** If the answer of the claim was lost, the client claimed a second time, in vain. */
const isClaimedAs = async (claimId: string, records: Records, record: ExportJobRecord, path: ActionPath) =>
	actionAt(await records.read(record.datasetExportJobArn), path)?.claimId === claimId;
