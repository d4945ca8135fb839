import { describe, expect, it } from 'vitest';
import type { NotificationRequest, WatchReport } from '#contracts/watch.ts';
import type { Recording } from '#functions/watch-export/outcome/record-outcome.ts';
import { recordStoppedWatch } from '#functions/watch-export/record-stopped-watch/record-stopped-watch.ts';
import { EXECUTION_ARN, FUNCTION_ARN, JOB_ARN } from '../../../support/builders.ts';

const STATE_MACHINE_ARN = 'arn:aws:states:us-east-1:000000000000:stateMachine:WatchExport';

interface Options {
	readonly executionArn?: string;
	readonly name?: string;
	/** Undefined for an execution that Step Functions does not know. */
	readonly status?: string | undefined;
	readonly input?: unknown;
	readonly recording?: Partial<Recording>;
}

const recordStopped = async (options: Options = {}) => {
	const { executionArn = EXECUTION_ARN, name = 'one', input = { datasetExportJobArn: JOB_ARN } } = options;
	const status = 'status' in options ? options.status : 'ABORTED';
	const reports: WatchReport[] = [];
	const notified: NotificationRequest[] = [];
	const started: string[] = [];
	const result = await recordStoppedWatch(executionArn, {
		functionArn: FUNCTION_ARN,
		stateMachineArn: STATE_MACHINE_ARN,
		describeExecution: async () =>
			status === undefined
				? undefined
				: {
						executionArn,
						name,
						status,
						startDate: new Date('2026-03-01T02:00:00Z'),
						input: JSON.stringify(input),
						error: 'Maintenance',
						cause: 'by hand',
					},
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
				watchError: { Error: 'WatchStopped', Cause: 'the execution was stopped: Maintenance: by hand' },
			},
		]);
		expect(notified).toMatchObject([{ record: { notificationId: 'a'.repeat(32) } }]);
	});

	it('says that it timed out if it did', async () => {
		const { reports } = await recordStopped({ status: 'TIMED_OUT' });
		expect(reports[0]?.watchError?.Cause).toContain('the execution timed out');
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
			name: 'resumed-0',
			recording: { outcome: 'FAILED', undone: ['event'] },
		});
		expect(started).toEqual([]);
		expect(result).toBe('left to the sweep: event');
	});
});

describe('an event that tells of no stopped watch', () => {
	it.each([
		['that runs', { status: 'RUNNING' }],
		['that succeeded', { status: 'SUCCEEDED' }],
		['that failed', { status: 'FAILED' }],
		['that Step Functions does not know', { status: undefined }],
		['of another machine', { executionArn: EXECUTION_ARN.replace('WatchExport', 'Other') }],
		['of another account', { executionArn: EXECUTION_ARN.replace('000000000000', '111111111111') }],
		['that is no ARN', { executionArn: 'hello <b>' }],
		['that named no job', { input: {} }],
		['that named something that is no ARN', { input: 'hello <b>' }],
		['that named a job of another account', { input: JOB_ARN.replace('000000000000', '111111111111') }],
		['that named a job of another Region', { input: JOB_ARN.replace('us-east-1', 'eu-west-1') }],
	] as const)('records and notifies nothing, for an execution %s', async (_what, options) => {
		const { reports, notified, started } = await recordStopped(options);
		expect([...reports, ...notified, ...started]).toEqual([]);
	});
});
