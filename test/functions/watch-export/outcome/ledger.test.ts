import { describe, expect, it } from 'vitest';
import type { RecordedAction } from '#contracts/export-job-record.ts';
import { doOnce } from '#functions/watch-export/outcome/ledger.ts';
import { createRecordsInMemory, recordOf } from '../../../support/records-table.ts';

const NOW = '2026-03-01T12:00:30.000Z';

/** Does the event of a record that `first` owns. */
const act = async (
	recorded: RecordedAction,
	{ executionArn = 'first', work = async (): Promise<string | undefined> => 'event-1', owner = 'first' } = {},
) => {
	const record = recordOf({ ownerExecutionArn: owner, actions: { ...recordOf().actions, event: recorded } });
	const { records, only } = createRecordsInMemory(record);
	const warnings: string[] = [];
	let times = 0;
	const ledger = {
		records,
		record: { ...record, ownerExecutionArn: executionArn },
		executionArn,
		now: () => new Date(NOW),
		warn: (message: string) => warnings.push(message),
	};
	const end = await doOnce(ledger, 'actions.event', recorded, async () => {
		times += 1;
		return work();
	}).catch((error: Error) => error);
	return { end, times, event: only()?.actions.event, warnings, records };
};

describe('an action', () => {
	it('that is undone is done, and the record says by whom, when and as what', async () => {
		const { times, event } = await act({ status: 'UNDONE' });
		expect(times).toBe(1);
		expect(event).toEqual({ status: 'DONE', executionArn: 'first', startedAt: NOW, doneAt: NOW, id: 'event-1' });
	});

	it('that is done is not done again', async () => {
		expect((await act({ status: 'DONE' })).times).toBe(0);
	});

	it('that fails stays started, so that the retry of the same execution does it at once', async () => {
		const failing = await act({ status: 'UNDONE' }, { work: () => Promise.reject(new Error('no topic')) });
		expect(failing.end).toMatchObject({ message: 'no topic' });
		expect(failing.event).toMatchObject({ status: 'STARTED', executionArn: 'first' });
		expect((await act(failing.event as RecordedAction)).times).toBe(1);
	});

	it('that a stopped execution may be doing just now is waited for', async () => {
		const { times, end } = await act(
			{ status: 'STARTED', executionArn: 'other', startedAt: '2026-03-01T12:00:00.000Z' },
			{},
		);
		expect(times).toBe(0);
		expect(end).toMatchObject({
			name: 'ServiceUnavailable',
			message: expect.stringContaining('other may be doing it'),
		});
	});

	it('that a stopped execution started a minute ago is done', async () => {
		const { times } = await act({ status: 'STARTED', executionArn: 'other', startedAt: '2026-03-01T11:59:00.000Z' });
		expect(times).toBe(1);
	});

	it('is left to the execution that has taken the record over', async () => {
		expect((await act({ status: 'UNDONE' }, { executionArn: 'first', owner: 'second' })).times).toBe(0);
	});
});

it('an action whose record cannot be written afterwards is not repeated by a retry', async () => {
	const record = recordOf();
	const { records } = createRecordsInMemory(record);
	let updates = 0;
	const failing = {
		...records,
		update: async (...args: Parameters<typeof records.update>) => {
			updates += 1;
			if (updates === 2) throw new Error('no table');
			return records.update(...args);
		},
	};
	const warnings: string[] = [];
	const ledger = {
		records: failing,
		record,
		executionArn: 'first',
		now: () => new Date(NOW),
		warn: (message: string) => warnings.push(message),
	};
	await doOnce(ledger, 'actions.event', record.actions.event, async () => 'event-1');
	expect(warnings).toEqual(['actions.event is done, but the record does not say so']);
});
