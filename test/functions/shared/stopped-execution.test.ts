import { describe, expect, it } from 'vitest';
import { type DescribedExecution, readStoppedExecution } from '#functions/shared/stopped-execution.ts';
import { EXECUTION_ARN } from '../../support/builders.ts';

const read = (described: DescribedExecution | undefined, executionArn = EXECUTION_ARN) =>
	readStoppedExecution(executionArn, {
		workflow: 'WatchExport',
		stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:WatchExport',
		stopped: 'WatchStopped',
		describeExecution: async () =>
			described && { name: 'one', startDate: new Date('2026-03-01T02:00:00Z'), input: '{"x":1}', ...described },
	});

describe('an execution that ended without its workflow’s own word', () => {
	it.each([
		[
			{ status: 'ABORTED', error: 'Maintenance', cause: 'by hand' },
			{ Error: 'WatchStopped', Cause: 'the execution was stopped: Maintenance: by hand' },
		],
		[
			{ status: 'ABORTED', error: 'ExportFailed' },
			{ Error: 'WatchStopped', Cause: 'the execution was stopped: ExportFailed' },
		],
		[{ status: 'TIMED_OUT' }, { Error: 'WatchStopped', Cause: 'the execution timed out' }],
		[
			{ status: 'FAILED', error: 'States.Runtime', cause: 'no $.x' },
			{ Error: 'States.Runtime', Cause: 'the execution failed by itself: no $.x' },
		],
		[{ status: 'FAILED' }, { Error: 'WatchStopped', Cause: 'the execution failed by itself' }],
	])('is read with how it ended: %j', async (described, error) => {
		expect(await read(described)).toEqual({
			executionArn: EXECUTION_ARN,
			name: 'one',
			startedAt: '2026-03-01T02:00:00.000Z',
			input: { x: 1 },
			error,
		});
	});
});

describe('an event', () => {
	it.each([
		['that runs', { status: 'RUNNING' }, EXECUTION_ARN, 'is RUNNING'],
		['that succeeded', { status: 'SUCCEEDED' }, EXECUTION_ARN, 'is SUCCEEDED'],
		['that says itself how it ended', { status: 'FAILED', error: 'ExportFailed' }, EXECUTION_ARN, 'reports it'],
		['that Step Functions does not know', undefined, EXECUTION_ARN, 'is unknown'],
		[
			'of another machine',
			{ status: 'ABORTED' },
			EXECUTION_ARN.replace('WatchExport', 'Other'),
			'not one of WatchExport',
		],
		['of another account', { status: 'ABORTED' }, EXECUTION_ARN.replace('0000', '1111'), 'not one of WatchExport'],
		['that is no ARN', { status: 'ABORTED' }, 'hello <b>', 'not one of WatchExport'],
	])('about an execution %s needs nothing', async (_what, described, executionArn, why) => {
		expect(await read(described, executionArn)).toEqual({ nothing: expect.stringContaining(why) });
	});
});
