import type { ExportJobRecord, RecordedAction } from '#contracts/export-job-record.ts';
import { doOnce as doClaimed } from '../../shared/do-once.ts';

/** Fields of a record by their paths, such as `actions.event`; undefined for one that is missing. */
export type Fields = Readonly<Record<string, unknown>>;

/** The field at a path such as `actions.event`; undefined in what is no record. */
export const fieldAt = (item: unknown, path: string): unknown =>
	path.split('.').reduce((value, key) => Reflect.get(Object(value), key), item);

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

/** Does an action of the record that the execution owns, unless it is done; see `functions/shared/do-once.ts`. */
export const doOnce = (
	{ records, record, executionArn, now, warn }: Ledger,
	path: ActionPath,
	work: () => Promise<string | undefined>,
): Promise<void> => {
	const recorded = actionAt(record, path);
	const unclaimed = {
		ownerExecutionArn: executionArn,
		[`${path}.status`]: recorded?.status,
		[`${path}.claimId`]: recorded?.claimId,
	};
	return doClaimed(
		{
			name: path,
			recorded,
			executionArn,
			claim: (claimed) => records.update(record, { [path]: claimed }, unclaimed),
			endClaim: (ended, claimId) => records.update(record, { [path]: ended }, { [`${path}.claimId`]: claimId }),
			readAgain: async () => actionAt(await records.read(record.datasetExportJobArn), path),
			now,
			warn,
		},
		work,
	);
};

const actionAt = (record: ExportJobRecord | undefined, path: ActionPath) =>
	fieldAt(record, path) as RecordedAction | undefined;
