import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { WritableRecords } from '#functions/watch-export/outcome/ledger.ts';
import { createRecordsInMemory, createRecordsTable, recordOf } from '../../../support/records-table.ts';

let jobs = 0;
const newRecord = (partial: Partial<ExportJobRecord> = {}) =>
	recordOf({ datasetExportJobArn: `job-${jobs++}`, ...partial });

describe.each([
	['DynamoDB', createRecordsTable],
	['memory', async () => createRecordsInMemory()],
])('the records in %s', (_where, create) => {
	let records: WritableRecords;
	let put: (item: object) => Promise<unknown>;
	beforeAll(async () => {
		({ records, put } = await create());
	});

	it('are written once if ten executions race', async () => {
		const record = newRecord();
		const writes = Array.from({ length: 10 }, (_none, n) =>
			records.write({ ...record, ownerExecutionArn: `racer-${n}` }, undefined),
		);
		expect((await Promise.all(writes)).filter(Boolean)).toHaveLength(1);
	});

	it('are replaced once if ten executions race', async () => {
		const record = newRecord({ outcome: 'TIMED_OUT' });
		await records.write(record, undefined);
		const writes = Array.from({ length: 10 }, (_none, n) =>
			records.write(newRecord({ ...record, outcome: 'FAILED', ownerExecutionArn: `racer-${n}` }), record),
		);
		expect((await Promise.all(writes)).filter(Boolean)).toHaveLength(1);
	});

	it('are not replaced by a writer that has not read how a processing has ended meanwhile', async () => {
		const read = newRecord();
		await records.write(read, undefined);
		const undone = { status: 'UNDONE' };
		const dataset = { status: 'READY' as const, notificationId: 'd', actions: { event: undone, message: undone } };
		await records.update(read, { dataset }, {});
		const replay = { ...read, isReplay: true };
		expect(await records.write(replay, read)).toBe(false);
		await records.update(read, { 'dataset.actions.event': { status: 'DONE' } }, {});
		expect(await records.write({ ...replay, dataset }, { ...read, dataset })).toBe(false);
		const now = { ...dataset, actions: { event: { status: 'DONE' }, message: undone } };
		expect(await records.write({ ...replay, dataset: now }, { ...read, dataset: now })).toBe(true);
	});

	it('are taken over once if ten executions race', async () => {
		const record = newRecord();
		await records.write(record, undefined);
		const { ownerExecutionArn } = record;
		const takes = Array.from({ length: 10 }, (_none, n) =>
			records.update(record, { ownerExecutionArn: `racer-${n}` }, { ownerExecutionArn }),
		);
		expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(1);
	});

	it('give an action to one of ten functions that claim it at once', async () => {
		const record = newRecord();
		await records.write(record, undefined);
		const unclaimed = { 'actions.event.status': 'UNDONE', 'actions.event.claimId': undefined };
		const claims = Array.from({ length: 10 }, (_none, n) =>
			records.update(record, { 'actions.event': { status: 'STARTED', claimId: `c-${n}` } }, unclaimed),
		);
		expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
	});

	it('are not changed if a field is not as expected, or for an earlier notification', async () => {
		const record = newRecord();
		await records.write(record, undefined);
		const done = { 'actions.event': { status: 'DONE' } };
		expect(await records.update(record, done, { ownerExecutionArn: 'other' })).toBe(false);
		expect(await records.update(record, done, { 'actions.event.status': undefined })).toBe(false);
		expect(await records.update({ ...record, notificationId: 'other' }, done, {})).toBe(false);
		expect(await records.read(record.datasetExportJobArn)).toEqual(record);
	});

	it('lose the field that is set to undefined, and nothing else', async () => {
		const record = newRecord();
		await records.write({ ...record, actions: { ...record.actions, Crm: { status: 'UNDONE' } } }, undefined);
		expect(await records.update(record, { 'actions.Crm': undefined, manifest: 's3://m/k' }, {})).toBe(true);
		expect(await records.read(record.datasetExportJobArn)).toEqual({ ...record, manifest: 's3://m/k' });
	});

	it('keep everything else when one action or several fields are set', async () => {
		const record = newRecord();
		await records.write(record, undefined);
		const values = { 'actions.event': { status: 'DONE' }, manifest: 's3://m/k' };
		expect(await records.update(record, values, { 'actionsFailed.executionArn': undefined })).toBe(true);
		expect(await records.read(record.datasetExportJobArn)).toEqual({
			...record,
			manifest: 's3://m/k',
			actions: { ...record.actions, event: { status: 'DONE' } },
		});
	});

	it.each([
		['without an owner', { ownerExecutionArn: undefined }],
		['without anything', { ownerExecutionArn: undefined, recordedAt: undefined, outcome: undefined }],
		['with an unknown outcome', { outcome: 'EXPLODED' }],
		['with an outcome that is no text', { outcome: { toString: 1 } }],
		['without actions', { actions: undefined }],
		['with actions that are null', { actions: null }],
		['with actions that are a list', { actions: [] }],
		['with an action that is no map', { actions: { event: 'DONE' } }],
		['with an action of an unknown status', { actions: { event: { status: 'LOST' } } }],
		['with a notification id that is a number', { notificationId: 5 }],
		['with a time that is a number', { recordedAt: 7 }],
	])('do not understand an item %s, and replace it', async (_what, partial) => {
		const record = newRecord();
		const foreign = Object.fromEntries(
			Object.entries({ ...record, ...partial }).filter(([, value]) => value !== undefined),
		);
		await put(foreign);
		expect(await records.read(record.datasetExportJobArn)).toBeUndefined();
		const item = await records.readItem(record.datasetExportJobArn);
		expect(item).toEqual(foreign);
		expect(await records.write(record, item)).toBe(true);
		expect(await records.read(record.datasetExportJobArn)).toEqual(record);
	});
});
