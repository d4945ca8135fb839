import { expect, it } from 'vitest';
import type { ProcessingReport } from '#contracts/processing.ts';
import { recordStoppedProcessing } from '#functions/process-export/record-stopped-processing/record-stopped-processing.ts';
import { EXECUTION_ARN, JOB_ARN, stoppedExecutionOf } from '../../../support/builders.ts';

const record = async (input: unknown) => {
	const reports: ProcessingReport[] = [];
	const error = { Error: 'ProcessingStopped', Cause: 'the execution was stopped' };
	const result = await recordStoppedProcessing(stoppedExecutionOf({ input, error }), async (report) =>
		reports.push(report),
	);
	return { reports, result };
};

it('concludes a stopped processing as a failure', async () => {
	const input = { datasetExportJobArn: JOB_ARN, jobName: 'nightly', manifest: { bucket: 'manifests', key: 'k' } };
	expect((await record(input)).reports).toEqual([
		{
			outcome: 'FAILED',
			executionArn: EXECUTION_ARN,
			startedAt: '2026-03-01T02:00:00.000Z',
			input,
			error: { Error: 'ProcessingStopped', Cause: 'the execution was stopped' },
		},
	]);
});

it.each([null, 'hello', { jobName: 'nightly' }])(
	'leaves an execution alone that processed no export: %j',
	async (input) => {
		expect(await record(input)).toEqual({ reports: [], result: expect.stringMatching(/^it processed no export/) });
	},
);
