import { describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { OwnActions } from '#contracts/own-actions.ts';
import { doOwnActions } from '#functions/watch-export/outcome/do-own-actions.ts';
import { actionsIn, createRecordsInMemory, recordOf } from '../../../support/records-table.ts';
import { errorNamed } from '../../../support/world.ts';

const action = (target: string) => ({ type: 'QUEUE' as const, target });
const ownActions: OwnActions = {
	onSuccess: { Crm: action('crm'), Wiki: action('wiki') },
	onFailure: { Crm: action('crm-of-failures') },
};
const undone = { status: 'UNDONE' as const };
const successWith = (...names: readonly string[]): ExportJobRecord =>
	recordOf({ actions: { ...actionsIn('DONE'), ...Object.fromEntries(names.map((name) => [name, undone])) } });

/** Does the actions of a record; answers with the targets that took the notification, and the error. */
const doWith = async (record: ExportJobRecord, errors: Readonly<Record<string, Error>> = {}, isRecorded = true) => {
	const memory = createRecordsInMemory(record);
	const taken: string[] = [];
	const end = await doOwnActions(record, {
		ownActions,
		records: memory.records,
		isRecorded,
		doOnce: async (_name, work) => void (await work()),
		perform: async (name, { target }) => {
			const error = errors[name];
			if (error) throw error;
			taken.push(target);
			return 'id';
		},
	}).catch((error: Error) => error);
	return { taken: taken.sort(), end, names: Object.keys(memory.only()?.actions ?? {}) };
};

describe('the actions of a team', () => {
	it('are those that the record names, with the targets that the deployment has for its outcome', async () => {
		expect(await doWith(successWith('Crm'))).toMatchObject({ taken: ['crm'], end: undefined });
		const actions = { ...actionsIn('DONE', 'BROKEN'), Crm: undone };
		expect(await doWith(recordOf({ outcome: 'BROKEN', actions }))).toMatchObject({ taken: ['crm-of-failures'] });
	});

	it('are done whatever becomes of the others, and then the refused ones are named', async () => {
		const { taken, end } = await doWith(successWith('Wiki', 'Crm'), { Crm: errorNamed('AccessDenied', 'no') });
		expect(taken).toEqual(['wiki']);
		expect(end).toMatchObject({ name: 'OwnActionsFailed', message: 'Crm: AccessDenied: no' });
	});

	it('fail with the transient error if there is one, so that the step is retried', async () => {
		const errors = { Crm: errorNamed('AccessDenied'), Wiki: errorNamed('ServiceThrottled') };
		expect((await doWith(successWith('Crm', 'Wiki'), errors)).end).toBe(errors.Wiki);
	});

	it('fail for good without a record, because a retry would repeat all that was done', async () => {
		const { end } = await doWith(successWith('Wiki'), { Wiki: errorNamed('ServiceThrottled', 'slow') }, false);
		expect(end).toMatchObject({ name: 'OwnActionsFailed', message: 'Wiki: ServiceThrottled: slow' });
	});

	it('are taken out of the record if the deployment no longer has them', async () => {
		const { names, taken, end } = await doWith(successWith('Gone', 'Crm'));
		expect({ taken, end }).toEqual({ taken: ['crm'], end: undefined });
		expect(names).toEqual(['metrics', 'event', 'message', 'processing', 'Crm']);
	});
});
