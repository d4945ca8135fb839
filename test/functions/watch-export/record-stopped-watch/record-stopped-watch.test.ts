import { describe, expect, it } from 'vitest';
import type { WatchReport } from '#contracts/watch.ts';
import { recordStoppedWatch } from '#functions/watch-export/record-stopped-watch/record-stopped-watch.ts';
import { EXECUTION_ARN, JOB_ARN } from '../../../support/builders.ts';

const record = async ({ isOwner = true, ...partial }: { isOwner?: boolean; status?: string; input?: unknown } = {}) => {
	const { status = 'ABORTED', input = { datasetExportJobArn: JOB_ARN } } = partial;
	const reports: WatchReport[] = [];
	const effects: string[] = [];
	const result = await recordStoppedWatch(EXECUTION_ARN, {
		describeExecution: async (executionArn) => ({
			executionArn,
			status,
			startDate: new Date('2026-03-01T02:00:00Z'),
			input: JSON.stringify(input),
			error: 'Maintenance',
			cause: 'by hand',
		}),
		record: async (report) => {
			reports.push(report);
			return { isOwner };
		},
		count: () => effects.push('counted'),
		notify: async () => effects.push('notified'),
	});
	return { result, reports, effects };
};

describe('recordStoppedWatch', () => {
	it('records, counts and notifies a stopped watch as broken', async () => {
		const { result, reports, effects } = await record();
		expect(result).toEqual({ jobs: [JOB_ARN], isNotified: true });
		expect(reports).toMatchObject([
			{
				outcome: 'BROKEN',
				executionArn: EXECUTION_ARN,
				startedAt: '2026-03-01T02:00:00.000Z',
				watch: { datasetExportJobArn: JOB_ARN, jobName: 'nightly' },
				watchError: { Error: 'WatchStopped', Cause: 'the execution was stopped: Maintenance: by hand' },
			},
		]);
		expect(effects).toEqual(['counted', 'notified']);
	});

	it('says that an execution timed out', async () => {
		const { reports } = await record({ status: 'TIMED_OUT' });
		expect(reports[0]?.watchError?.Cause).toContain('the execution timed out');
	});

	it('does not notify if another execution owns the outcome', async () => {
		expect(await record({ isOwner: false })).toMatchObject({ result: { isNotified: false }, effects: [] });
	});

	it('records nothing if the input named no job', async () => {
		expect(await record({ input: {} })).toEqual({
			result: { jobs: [], isNotified: false },
			reports: [],
			effects: [],
		});
	});
});
