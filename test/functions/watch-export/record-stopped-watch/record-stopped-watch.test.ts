import { describe, expect, it } from 'vitest';
import type { NotificationRequest, WatchReport } from '#contracts/watch.ts';
import type { StoppedExecution } from '#functions/shared/stopped-execution.ts';
import type { Recording } from '#functions/watch-export/outcome/record-outcome.ts';
import { recordStoppedWatch } from '#functions/watch-export/record-stopped-watch/record-stopped-watch.ts';
import { EXECUTION_ARN, FUNCTION_ARN, JOB_ARN, stoppedExecutionOf } from '../../../support/builders.ts';

interface Options {
	readonly execution?: Partial<StoppedExecution>;
	readonly recording?: Partial<Recording>;
}

const recordStopped = async (options: Options = {}) => {
	const reports: WatchReport[] = [];
	const notified: NotificationRequest[] = [];
	const started: string[] = [];
	const execution = stoppedExecutionOf({ input: { datasetExportJobArn: JOB_ARN }, ...options.execution });
	const result = await recordStoppedWatch(execution, {
		functionArn: FUNCTION_ARN,
		record: async (report) => {
			reports.push(report);
			return {
				isOwner: true,
				outcome: 'BROKEN',
				undone: [],
				notificationId: 'a'.repeat(32),
				reason: '',
				recordedAt: '2026-03-01T02:00:00Z',
				...options.recording,
			};
		},
		notify: async (request) => notified.push(request),
		startWatch: async (watchName) => started.push(watchName),
	});
	return { result, reports, notified, started };
};

describe('a watch that was stopped', () => {
	it('is recorded and notified as broken', async () => {
		const { result, reports, notified } = await recordStopped();
		expect(result).toBe('recorded and notified');
		expect(reports).toMatchObject([
			{
				outcome: 'BROKEN',
				executionArn: EXECUTION_ARN,
				startedAt: '2026-03-01T02:00:00.000Z',
				watch: { datasetExportJobArn: JOB_ARN, jobName: 'nightly' },
				watchError: { Error: 'WatchStopped', Cause: 'the execution was stopped: by hand' },
			},
		]);
		expect(notified).toMatchObject([{ record: { notificationId: 'a'.repeat(32) } }]);
	});

	it('is not notified if another execution owns the outcome', async () => {
		expect((await recordStopped({ recording: { isOwner: false } })).notified).toEqual([]);
	});

	it.each(['SUCCEEDED', 'FAILED'] as const)(
		'after it recorded %s leaves what is undone to a new watch',
		async (outcome) => {
			const { notified, started, result } = await recordStopped({ recording: { outcome, undone: ['message'] } });
			expect(notified).toEqual([]);
			expect(started).toEqual([expect.stringMatching(/^resumed-nightly-[0-9a-f]{8}$/)]);
			expect(result).toContain('message');
		},
	);

	it('after it had done everything needs nothing', async () => {
		const { notified, started } = await recordStopped({ recording: { outcome: 'SUCCEEDED' } });
		expect([...notified, ...started]).toEqual([]);
	});

	it('and had itself been resumed is left to the sweep, so that nobody fights a person who stops it', async () => {
		const { started, result } = await recordStopped({
			execution: { name: 'resumed-0' },
			recording: { outcome: 'FAILED', undone: ['event'] },
		});
		expect(started).toEqual([]);
		expect(result).toBe('left to the sweep: event');
	});
});

describe('a stopped execution', () => {
	it.each([
		['named no job', {}],
		['named something that is no ARN', 'hello <b>'],
		['named something that is no text', { datasetExportJobArn: { toString: 1 } }],
		['named a job of another account', JOB_ARN.replace('000000000000', '111111111111')],
		['named a job of another Region', JOB_ARN.replace('us-east-1', 'eu-west-1')],
	])('that %s is neither recorded nor notified', async (_what, input) => {
		const { reports, notified, started, result } = await recordStopped({ execution: { input } });
		expect([...reports, ...notified, ...started]).toEqual([]);
		expect(result).toMatch(/^it watched no job: /);
	});
});
