import { describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { hasJobEnded, outcomes } from '#contracts/vocabulary.ts';
import { decideOwnership, undoneActions } from '#functions/watch-export/outcome/decide-ownership.ts';
import { actionsIn, recordOf } from '../../../support/records-table.ts';

const BEFORE = '2026-03-01T11:59:00Z';
const AFTER = '2026-03-01T12:00:01Z';

const decide = (
	existing: ExportJobRecord | undefined,
	ours: Partial<ExportJobRecord>,
	{ isReplay = false, isAdopted = false, startedAt = BEFORE, running = [] as readonly string[] } = {},
) =>
	decideOwnership(existing, recordOf({ ownerExecutionArn: 'second', ...ours }), {
		isReplay,
		isAdopted,
		startedAt,
		isRunning: async (executionArn) => running.includes(executionArn),
	});

const pairs = outcomes.flatMap((recorded) => outcomes.map((ours) => [recorded, ours] as const));
const endsOfWatch = outcomes.filter((outcome) => !hasJobEnded[outcome]);
const endsOfJob = outcomes.filter((outcome) => hasJobEnded[outcome]);

describe('the end of the job', () => {
	it.each(endsOfJob.flatMap((job) => endsOfWatch.map((watch) => [job, watch] as const)))(
		'%s is never replaced by the end %s of a watch, whoever writes',
		async (recorded, ours) => {
			for (const ownerExecutionArn of ['first', 'second']) {
				for (const options of [{}, { isReplay: true }, { startedAt: AFTER }, { isReplay: true, startedAt: AFTER }]) {
					const ownership = await decide(
						recordOf({ outcome: recorded }),
						{ outcome: ours, ownerExecutionArn },
						options,
					);
					expect(ownership).not.toBe('WRITE');
				}
			}
		},
	);

	it.each(endsOfJob.flatMap((job) => endsOfWatch.map((watch) => [watch, job] as const)))(
		'replaces the end %s of a watch by %s',
		async (recorded, ours) => {
			for (const ownerExecutionArn of ['first', 'second']) {
				expect(await decide(recordOf({ outcome: recorded }), { outcome: ours, ownerExecutionArn })).toBe('WRITE');
			}
		},
	);

	it('as Personalize says it now replaces another that somebody recorded', async () => {
		expect(await decide(recordOf({ outcome: 'SUCCEEDED' }), { outcome: 'FAILED' })).toBe('WRITE');
	});
});

describe('the first record', () => {
	it.each(outcomes)('is written for %s', async (outcome) => {
		expect(await decide(undefined, { outcome })).toBe('WRITE');
	});
});

describe('the execution that owns the record', () => {
	it.each(pairs.filter(([recorded, ours]) => hasJobEnded[recorded] || !hasJobEnded[ours]))(
		'goes on with %s when it comes with %s, so that a retry resets nothing',
		async (recorded, ours) => {
			const existing = recordOf({ outcome: recorded });
			expect(await decide(existing, { outcome: ours, ownerExecutionArn: 'first' })).toBe('GO_ON');
			expect(await decide(existing, { outcome: ours, ownerExecutionArn: 'first' }, { isReplay: true })).toBe('GO_ON');
		},
	);
});

describe('what an owner left undone', () => {
	it.each(outcomes)('of %s is taken over once the owner does not run any more', async (outcome) => {
		expect(await decide(recordOf({ outcome }), { outcome })).toBe('TAKE_OVER');
		expect(await decide(recordOf({ outcome }), { outcome }, { running: ['first'] })).toBe('LEAVE');
	});

	it.each(outcomes)('of %s is left alone when nothing is', async (outcome) => {
		const existing = recordOf({ outcome, actions: actionsIn('DONE', outcome) });
		expect(await decide(existing, { outcome })).toBe('LEAVE');
	});

	it('includes a processing that failed, but not for a sweep', async () => {
		const failed = recordOf({
			actions: actionsIn('DONE'),
			processingExecutionArn: 'execution:nightly',
			dataset: { status: 'FAILED', executionArn: 'execution:nightly' },
		});
		expect(await decide(failed, { outcome: 'SUCCEEDED' })).toBe('TAKE_OVER');
		expect(await decide(failed, { outcome: 'SUCCEEDED' }, { running: ['first'] })).toBe('LEAVE');
		expect(undoneActions(failed)).toEqual([]);
	});

	it('includes a processing that failed while the dataset of an earlier one stands', async () => {
		const failed = recordOf({
			actions: actionsIn('DONE'),
			processingExecutionArn: 'execution:replayed',
			dataset: { status: 'READY', executionArn: 'execution:nightly' },
			datasetFailure: { status: 'FAILED', executionArn: 'execution:replayed' },
		});
		expect(await decide(failed, { outcome: 'SUCCEEDED' })).toBe('TAKE_OVER');
	});

	it.each([
		['succeeded', { status: 'READY', executionArn: 'execution:nightly' }],
		['was started by hand and failed', { status: 'FAILED', executionArn: 'execution:by-hand' }],
	] as const)('does not include the processing if the last one %s', async (_how, dataset) => {
		const existing = recordOf({ actions: actionsIn('DONE'), processingExecutionArn: 'execution:nightly', dataset });
		expect(await decide(existing, { outcome: 'SUCCEEDED' })).toBe('LEAVE');
	});

	it('includes what was started and not known to be done', () => {
		const actions = { ...actionsIn('DONE'), message: { status: 'STARTED' as const } };
		expect(undoneActions(recordOf({ actions }))).toEqual(['message']);
	});
});

describe('a replay', () => {
	it.each(pairs.filter(([recorded, ours]) => !hasJobEnded[recorded] || hasJobEnded[ours]))(
		'records %s again as %s, with everything undone',
		async (recorded, ours) => {
			expect(await decide(recordOf({ outcome: recorded }), { outcome: ours }, { isReplay: true })).toBe('WRITE');
		},
	);
});

describe('the end of a watch beside another', () => {
	const stopped = { outcome: 'BROKEN', watchError: 'WatchStopped' } as const;
	const unknown = { outcome: 'BROKEN', watchError: 'UnknownStatus' } as const;
	const timedOut = { outcome: 'TIMED_OUT' } as const;
	const done = actionsIn('DONE', 'BROKEN');

	it.each([
		['an unknown status after a stop', stopped, unknown],
		['a timeout after a stop', stopped, timedOut],
		['a timeout after an unknown status', unknown, timedOut],
		['an unknown status after a timeout', timedOut, unknown],
	])('is recorded too if it says something else: %s', async (_what, existing, ours) => {
		expect(await decide(recordOf({ ...existing, actions: done }), ours)).toBe('WRITE');
	});

	it.each([
		['two timeouts', timedOut, timedOut],
		['two stops', stopped, stopped],
		['a stop after a timeout', timedOut, stopped],
		['a stop after an unknown status', unknown, stopped],
	])('is not recorded again if it says no more: %s', async (_what, existing, ours) => {
		expect(await decide(recordOf({ ...existing, actions: done }), ours)).toBe('LEAVE');
	});

	it.each([stopped, unknown, timedOut])('is recorded again if the watch began after the record: %j', async (ours) => {
		expect(await decide(recordOf({ ...ours, actions: done }), ours, { startedAt: AFTER })).toBe('WRITE');
	});
});

describe('a watch that a sweep began after the record', () => {
	it.each(endsOfWatch)(
		'does what is undone if it ends as %s again, under the notification that there is',
		async (outcome) => {
			const left = recordOf({ outcome, ownerExecutionArn: 'first', actions: actionsIn('UNDONE', outcome) });
			const ours = { outcome, ownerExecutionArn: 'second' };
			expect(await decide(left, ours, { isAdopted: true, startedAt: AFTER })).toBe('TAKE_OVER');
			expect(await decide(left, ours, { startedAt: AFTER })).toBe('WRITE');
		},
	);
});
