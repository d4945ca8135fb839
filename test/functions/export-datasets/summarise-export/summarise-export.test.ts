import { describe, expect, it } from 'vitest';
import type { ExportResult } from '#contracts/exports.ts';
import { endStates } from '#contracts/vocabulary.ts';
import { summariseExport } from '#functions/export-datasets/summarise-export/summarise-export.ts';
import { JOB_ARN, plannedExportOf } from '../../../support/builders.ts';

const summarise = (result: Partial<ExportResult>, record?: object) =>
	summariseExport(
		{ export: plannedExportOf(), job: { datasetExportJobArn: JOB_ARN }, ...result },
		{ readRecord: async () => record as never },
	);
const child = (fields: object) => ({
	Error: 'States.TaskFailed',
	Cause: JSON.stringify({ Status: 'FAILED', ...fields }),
});

describe('the summary of a dataset', () => {
	it.each([
		[endStates.FAILED, 'FAILED'],
		[endStates.TIMED_OUT, 'TIMED_OUT'],
		[endStates.BROKEN, 'BROKEN'],
		[endStates.ACTIONS_FAILED, 'ACTIONS_FAILED'],
		['TriggerRejected', 'UNKNOWN'],
	])('of a watch that ended in %s is %s, with its cause', async (end, outcome) => {
		expect(await summarise({ error: child({ Error: end, Cause: 'why' }) })).toMatchObject({ outcome, reason: 'why' });
	});

	it('of a watch that was stopped says so', async () => {
		expect(await summarise({ error: child({ Status: 'ABORTED' }) })).toMatchObject({
			outcome: 'UNKNOWN',
			reason: 'its watch ended as ABORTED',
		});
	});

	it('takes the outcome from the record if Step Functions has cut the cause', async () => {
		const error = { Error: 'States.TaskFailed', Cause: '{"Status":"FAILED","Cause":"xxxx' };
		expect(await summarise({ error }, { outcome: 'FAILED', failureReason: 'whole' })).toMatchObject({
			outcome: 'FAILED',
			reason: 'whole',
		});
		expect(await summarise({ error })).toMatchObject({ outcome: 'UNKNOWN' });
	});

	it('keeps a long reason short', async () => {
		const { reason } = await summarise({ error: child({ Error: 'ExportFailed', Cause: '漢'.repeat(30_000) }) });
		expect(reason?.length).toBeLessThanOrEqual(1_000);
	});
});
