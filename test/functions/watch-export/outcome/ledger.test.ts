import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ExportJobRecord, RecordedAction } from '#contracts/export-job-record.ts';
import { doOnce, type Records } from '#functions/watch-export/outcome/ledger.ts';
import { createRecordsInMemory, recordOf } from '../../../support/records-table.ts';

const NOON = '2026-03-01T12:00:30.000Z';
const A_MINUTE_BEFORE = '2026-03-01T11:59:30.000Z';
const DONE = { status: 'DONE', executionArn: 'first', startedAt: NOON, doneAt: NOON, id: 'event-1' };

/** A record that `first` owns, with this event; and how an execution does the event. */
const ledgerWith = (event: RecordedAction = { status: 'UNDONE' }) => {
	const { records, put, only } = createRecordsInMemory(recordOf({ actions: { ...recordOf().actions, event } }));
	const warnings: string[] = [];
	let times = 0;
	const current = () => only() as ExportJobRecord;
	const act = (
		work: () => Promise<string | undefined> = async () => 'event-1',
		{ record = current(), executionArn = 'first', over = records as Records } = {},
	) => {
		const warn = (message: string) => warnings.push(message);
		const ledger = { records: over, record, executionArn, now: () => new Date(NOON), warn };
		return doOnce(ledger, 'actions.event', async () => {
			times += 1;
			return work();
		}).then(
			() => undefined,
			(error: Error) => error,
		);
	};
	const takeOver = () => put({ ...current(), ownerExecutionArn: 'second' });
	return { act, records, current, takeOver, times: () => times, event: () => current().actions.event, warnings };
};

/** Work that ends when the test says so. */
const hangingWork = () => {
	const { promise, resolve } = Promise.withResolvers<string>();
	return { work: () => promise, end: () => resolve('event-1') };
};

describe('an action', () => {
	it('that is undone is done, and the record says by whom, when and as what', async () => {
		const { act, times, event } = ledgerWith();
		await act();
		expect(times()).toBe(1);
		expect(event()).toEqual(DONE);
	});

	it('that is done is not done again', async () => {
		const { act, times } = ledgerWith({ status: 'DONE' });
		await act();
		expect(times()).toBe(0);
	});

	it('is done once if the same execution does it six times at once, and the others are to come again', async () => {
		const { act, times, event, current } = ledgerWith();
		const record = current();
		const ends = await Promise.all(Array.from({ length: 6 }, () => act(undefined, { record })));
		expect(times()).toBe(1);
		expect(event()).toEqual(DONE);
		expect(ends.filter((end) => end?.name === 'ServiceUnavailable')).toHaveLength(5);
	});

	it('that fails stays started but is not claimed, so that a retry does it at once', async () => {
		const { act, times, event } = ledgerWith();
		expect(await act(() => Promise.reject(new Error('no topic')))).toMatchObject({ message: 'no topic' });
		expect(event()).toEqual({ status: 'STARTED', executionArn: 'first', startedAt: NOON });
		await act();
		expect(times()).toBe(2);
		expect(event()).toEqual(DONE);
	});

	it.each(['first', 'other'])(
		'that a function of %s is doing just now is waited for, also by the same execution',
		async (executionArn) => {
			const { act, times } = ledgerWith({ status: 'STARTED', executionArn, claimId: 'c', startedAt: NOON });
			expect(await act()).toMatchObject({
				name: 'ServiceUnavailable',
				message: expect.stringContaining(`${executionArn} is at it`),
			});
			expect(times()).toBe(0);
		},
	);

	it('that a function claimed a minute ago is done by one of those that come then', async () => {
		const { act, times, current } = ledgerWith({
			status: 'STARTED',
			executionArn: 'other',
			claimId: 'c',
			startedAt: A_MINUTE_BEFORE,
		});
		const record = current();
		await Promise.all(Array.from({ length: 6 }, () => act(undefined, { record })));
		expect(times()).toBe(1);
	});

	it('is left to the execution that has taken the record over', async () => {
		const { act, times, current, takeOver } = ledgerWith();
		const record = current();
		await takeOver();
		expect(await act(undefined, { record })).toMatchObject({ name: 'ServiceUnavailable' });
		expect(times()).toBe(0);
	});

	it('that a stopped execution ends is recorded as done, although another owns the record meanwhile', async () => {
		const { act, times, event, takeOver } = ledgerWith();
		const { work, end } = hangingWork();
		const stopped = act(work);
		await turn();
		await takeOver();
		expect(await act(undefined, { executionArn: 'second' })).toMatchObject({ name: 'ServiceUnavailable' });
		end();
		await stopped;
		expect(event()).toEqual(DONE);
		await act(undefined, { executionArn: 'second' });
		expect(times()).toBe(1);
	});

	it('goes on if the answer of its claim was lost and the client claimed once more', async () => {
		const { act, times, records, event } = ledgerWith();
		const losing: Records = {
			...records,
			update: async (...args) => (await records.update(...args)) && records.update(...args),
		};
		expect(await act(undefined, { over: losing })).toBeUndefined();
		expect(times()).toBe(1);
		expect(event()).toEqual(DONE);
	});
});

describe('an action whose record cannot be written afterwards', () => {
	/** Fails at the second write: the first is the claim. */
	const failingAfter = (records: Records): Records => {
		let updates = 0;
		return {
			...records,
			update: async (...args) => {
				updates += 1;
				if (updates === 2) throw new Error('no table');
				return records.update(...args);
			},
		};
	};

	it('is not repeated by a retry', async () => {
		const { act, records, warnings } = ledgerWith();
		expect(await act(undefined, { over: failingAfter(records) })).toBeUndefined();
		expect(warnings).toEqual(['actions.event is done, but the record does not say so']);
	});

	it('keeps its own failure', async () => {
		const { act, records, warnings } = ledgerWith();
		const end = await act(() => Promise.reject(new Error('no topic')), { over: failingAfter(records) });
		expect(end).toMatchObject({ message: 'no topic' });
		expect(warnings).toEqual(['actions.event can be tried again only in a minute']);
	});
});
