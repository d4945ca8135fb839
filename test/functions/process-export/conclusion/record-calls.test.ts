import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordedDataset } from '#contracts/dataset.ts';
import type { RecordedAction } from '#contracts/export-job-record.ts';
import { EXECUTION_ARN } from '../../../support/builders.ts';
import { createRecordsTable, recordOf } from '../../../support/records-table.ts';

let table: Awaited<ReturnType<typeof createRecordsTable>>;
beforeAll(async () => {
	table = await createRecordsTable();
});

const datasetOf = (partial: Partial<RecordedDataset> = {}): RecordedDataset => ({
	status: 'READY',
	rows: 9,
	seconds: 1,
	executionArn: EXECUTION_ARN,
	recordedAt: '2026-03-01T02:00:00.000Z',
	notificationId: 'ready-1',
	actions: { event: { status: 'UNDONE' }, message: { status: 'UNDONE' } },
	...partial,
});
const done = { status: 'DONE' as const, executionArn: EXECUTION_ARN, doneAt: '2026-03-01T02:00:01.000Z', id: 'e-1' };

let jobs = 0;
/** A job with a record. */
const recordJob = async (): Promise<string> => {
	const datasetExportJobArn = `arn:job/${jobs++}`;
	await table.put(recordOf({ datasetExportJobArn }));
	return datasetExportJobArn;
};
const readDataset = async (job: string) => (await table.records.read(job))?.dataset;

describe('how a processing ended', () => {
	it('is recorded on the job’s record, and nothing else is', async () => {
		const job = await recordJob();
		expect(await table.datasets.record(job, datasetOf())).toEqual(datasetOf());
		const recorded = recordOf({ datasetExportJobArn: job });
		expect(await table.records.read(job)).toEqual({ ...recorded, dataset: datasetOf() });
	});

	it('is recorded once: a repetition finds what is done', async () => {
		const job = await recordJob();
		await table.datasets.record(job, datasetOf());
		await table.datasets.writeAction(job, datasetOf(), 'event', done, { status: 'UNDONE' });
		const again = await table.datasets.record(job, datasetOf({ seconds: 2 }));
		const actions = { event: done, message: { status: 'UNDONE' } };
		expect(again).toEqual({ ...datasetOf(), actions });
		expect(await readDataset(job)).toEqual(again);
	});

	it('replaces how an earlier one ended, whose actions are then not recorded any more', async () => {
		const job = await recordJob();
		await table.datasets.record(job, datasetOf({ status: 'FAILED', notificationId: 'failed-1' }));
		const later = datasetOf({ notificationId: 'ready-2' });
		expect(await table.datasets.record(job, later)).toEqual(later);
		await table.datasets.writeAction(job, datasetOf({ notificationId: 'failed-1' }), 'message', done, {
			status: 'UNDONE',
		});
		expect(await readDataset(job)).toEqual(later);
	});

	it('does not replace the dataset that stands if it published none: the failure is recorded beside it', async () => {
		const job = await recordJob();
		await table.datasets.record(job, datasetOf());
		const failure = datasetOf({ status: 'FAILED', notificationId: 'failed-2' });
		expect(await table.datasets.record(job, failure)).toEqual(failure);
		await table.datasets.writeAction(job, failure, 'event', done, { status: 'UNDONE' });
		const again = await table.datasets.record(job, failure);
		expect(again?.actions).toEqual({ event: done, message: { status: 'UNDONE' } });
		expect(await table.records.read(job)).toMatchObject({ dataset: datasetOf(), datasetFailure: again });
	});

	it('replaces the failure beside the dataset that stood, if it published the next one', async () => {
		const job = await recordJob();
		await table.datasets.record(job, datasetOf());
		await table.datasets.record(job, datasetOf({ status: 'FAILED', notificationId: 'failed-2' }));
		const later = datasetOf({ notificationId: 'ready-3' });
		expect(await table.datasets.record(job, later)).toEqual(later);
		expect(await table.records.read(job)).toEqual({ ...recordOf({ datasetExportJobArn: job }), dataset: later });
	});

	it('replaces what this code does not understand', async () => {
		for (const dataset of ['READY', 7, {}, { status: 'NOVEL' }]) {
			const job = `arn:job/${jobs++}`;
			await table.put({ ...recordOf({ datasetExportJobArn: job }), dataset });
			const failure = datasetOf({ status: 'FAILED', notificationId: 'failed-1' });
			expect(await table.datasets.record(job, failure)).toEqual(failure);
			expect(await readDataset(job)).toEqual(failure);
		}
	});

	it('takes an action only in the place of the expected one', async () => {
		const job = await recordJob();
		await table.datasets.record(job, datasetOf());
		const started = { status: 'STARTED' as const, claimId: 'c-1' };
		const write = (written: RecordedAction, expected: Pick<RecordedAction, 'status' | 'claimId'>) =>
			table.datasets.writeAction(job, datasetOf(), 'event', written, expected);
		expect(await write(started, { status: 'STARTED' })).toBe(false);
		expect(await write(started, { status: 'UNDONE' })).toBe(true);
		expect(await write(done, { status: 'STARTED' })).toBe(false);
		expect(await write(done, { status: 'STARTED', claimId: 'c-2' })).toBe(false);
		expect(await write(done, started)).toBe(true);
		expect(await write(started, { status: 'UNDONE' })).toBe(false);
		expect(await readDataset(job)).toMatchObject({ actions: { event: done } });
	});

	it('is not recorded for a job without a record', async () => {
		expect(await table.datasets.record('arn:job/unwatched', datasetOf())).toBeUndefined();
		await table.datasets.writeAction('arn:job/unwatched', datasetOf(), 'event', done, { status: 'UNDONE' });
		expect(await table.records.read('arn:job/unwatched')).toBeUndefined();
	});
});
