import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { type OwnAction, type OwnActions, ownActionsOf } from '#contracts/own-actions.ts';
import { actions } from '#contracts/vocabulary.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { OwnActionsFailed } from '../errors.ts';
import type { Records } from './ledger.ts';

interface Dependencies {
	readonly ownActions: OwnActions;
	/** Hands the notification over, and answers with the id of what came of it. */
	readonly perform: (name: string, action: OwnAction) => Promise<string | undefined>;
	/** Does the work unless the record says that it is done. */
	readonly doOnce: (name: string, work: () => Promise<string | undefined>) => Promise<void>;
	readonly records: Records;
	/** Without a record, a step that is retried would repeat all that it has done. */
	readonly isRecorded: boolean;
}

/**
 * Does what a team wants done with an outcome: each action by itself, whatever becomes of the others. The record says which
 * there are; an action that the deployment no longer has is taken out of it.
 *
 * @throws a transient error if there is a record, so that the step is retried; else OwnActionsFailed with all that failed
 */
export const doOwnActions = async (
	record: ExportJobRecord,
	{ ownActions, perform, doOnce, records, isRecorded }: Dependencies,
): Promise<void> => {
	const configured = ownActionsOf(ownActions, record.outcome);
	const failures: [string, Error][] = [];
	await Promise.all(
		ownNames(record).map(async (name) => {
			const action = configured[name];
			try {
				if (action) await doOnce(name, () => perform(name, action));
				else await remove(records, record, name);
			} catch (error) {
				failures.push([name, error as Error]);
			}
		}),
	);
	const transient = isRecorded && failures.find(([, error]) => isTransient(error));
	if (transient) throw transient[1];
	if (failures.length > 0) throw new OwnActionsFailed(failures.toSorted(([a], [b]) => a.localeCompare(b)));
};

const standard: readonly string[] = actions;
const ownNames = (record: ExportJobRecord): readonly string[] =>
	Object.keys(record.actions).filter((name) => !standard.includes(name));

const remove = (records: Records, record: ExportJobRecord, name: string): Promise<unknown> =>
	records.update(record, { [`actions.${name}`]: undefined }, { ownerExecutionArn: record.ownerExecutionArn });
