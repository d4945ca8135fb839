import { describe, expect, it } from 'vitest';
import type { LedgerFields } from '#contracts/ledger-fields.ts';
import { adoptExports } from '#functions/watch-export/adopt-exports/adopt-exports.ts';
import { actionsIn, recordOf } from '../../../support/records-table.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const arnOf = (name: string) => `arn:aws:personalize:us-east-1:000000000000:dataset-export-job/${name}`;

/** By name: jobs that are watched, executions that have ended, and owners that run. */
type Known = 'watched' | 'ended' | 'running';
/** A record of an hour ago with everything undone. */
const undone = (name: string, partial: Partial<LedgerFields> = {}) =>
	recordOf({
		datasetExportJobArn: arnOf(name),
		ownerExecutionArn: `watch of ${name}`,
		recordedAt: '2026-03-01T11:00:00.000Z',
		...partial,
	});

/** Jobs by name, with their age in hours. */
const sweep = async (
	ages: Readonly<Record<string, number>>,
	{
		records = [],
		running = [],
		watched = [],
		ended = [],
	}: Partial<Record<Known, readonly string[]>> & { readonly records?: readonly LedgerFields[] } = {},
) => {
	const started: string[] = [];
	const result = await adoptExports({
		lookBackSeconds: 48 * 3_600,
		listJobs: async () =>
			Object.entries(ages).map(([name, hours]) => ({
				datasetExportJobArn: arnOf(name),
				creationDateTime: new Date(NOW.getTime() - hours * 3_600_000),
			})),
		readRecords: async (arns) => records.filter(({ datasetExportJobArn }) => arns.includes(datasetExportJobArn)),
		isRunning: async (executionArn) => running.includes(executionArn),
		findWatched: async () => new Set(watched.map(arnOf)),
		startWatch: async (name) => {
			if (ended.includes(name)) return false;
			started.push(name);
			return true;
		},
		now: () => NOW,
	});
	return { started, result };
};

describe('adoptExports', () => {
	it('starts a watch, named after the job, of each recent job without record and watch', async () => {
		const { started, result } = await sweep(
			{ unseen: 1, finished: 2, running: 3, old: 49 },
			{ records: [undone('finished', { actions: actionsIn('DONE') })], watched: ['running'] },
		);
		expect(started).toEqual(['adopted-unseen']);
		expect(result).toEqual({
			listed: 4,
			recent: 3,
			young: 0,
			recorded: 1,
			watched: 1,
			adopted: [arnOf('unseen')],
			givenUp: [],
		});
	});

	it('leaves jobs younger than ten minutes alone, because their watch may only be about to start', async () => {
		const { started, result } = await sweep({ young: 9.9 / 60, future: -1, old: 10 / 60 });
		expect(started).toEqual(['adopted-old']);
		expect(result).toMatchObject({ listed: 3, recent: 1, young: 2 });
	});

	it('starts a watch of a job whose record shows something undone, unless the owner still runs', async () => {
		const { started, result } = await sweep(
			{ left: 1, busy: 1 },
			{ records: [undone('left'), undone('busy')], running: ['watch of busy'] },
		);
		expect(started).toEqual(['adopted-left']);
		expect(result).toMatchObject({ recorded: 1, adopted: [arnOf('left')] });
	});

	it('leaves a record of the last ten minutes alone, because its actions may only be about to be done', async () => {
		const { started } = await sweep(
			{ young: 1, old: 1 },
			{
				records: [
					undone('young', { recordedAt: '2026-03-01T11:50:01.000Z' }),
					undone('old', { recordedAt: '2026-03-01T11:50:00.000Z' }),
				],
			},
		);
		expect(started).toEqual(['adopted-old']);
	});

	it('starts a watch of a job whose watch was stopped only if nobody was notified of that', async () => {
		const stopped = { outcome: 'BROKEN', watchError: 'WatchStopped' } as const;
		const { started } = await sweep(
			{ silent: 1, notified: 1, ownLeft: 1 },
			{
				records: [
					undone('silent', {
						...stopped,
						actions: { ...actionsIn('DONE', 'BROKEN'), message: { status: 'STARTED' } },
					}),
					undone('notified', { ...stopped, actions: actionsIn('DONE', 'BROKEN') }),
					undone('ownLeft', {
						...stopped,
						actions: { ...actionsIn('DONE', 'BROKEN'), PostToChat: { status: 'UNDONE' } },
					}),
				],
			},
		);
		expect(started).toEqual(['adopted-silent']);
	});

	it('adopts a job again whose adopted watch left something undone, and gives it up after three times', async () => {
		const ended = ['adopted-left', 'adopted-lost', 'adopted-lost-2', 'adopted-lost-3'];
		const { started, result } = await sweep({ left: 1, lost: 1 }, { ended });
		expect(started).toEqual(['adopted-left-2']);
		expect(result).toMatchObject({ adopted: [arnOf('left')], givenUp: [arnOf('lost')] });
	});
});
