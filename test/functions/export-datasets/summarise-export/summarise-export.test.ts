import { describe, expect, it } from 'vitest';
import type { ExportResult } from '#contracts/exports.ts';
import { endStates } from '#contracts/vocabulary.ts';
import { summariseExport } from '#functions/export-datasets/summarise-export/summarise-export.ts';
import { JOB_ARN, plannedExportOf } from '../../../support/builders.ts';

const summarise = (result: Partial<ExportResult>, record?: object) =>
	summariseExport(
		{ export: plannedExportOf(), job: { datasetExportJobArn: JOB_ARN }, ...result },
		{ readRecord: async () => record },
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

	it.each([
		['the cause is cut', { Error: 'States.TaskFailed', Cause: '{"Status":"FAILED","Cause":"xxxx' }],
		['the watch timed out', { Error: 'States.Timeout', Cause: '' }],
		['somebody stopped the watch with the name of a success', child({ Status: 'ABORTED', Error: endStates.SUCCEEDED })],
		['a watch of that name has ended', { Error: 'StepFunctions.ExecutionAlreadyExistsException', Cause: 'exists' }],
	])('never says SUCCEEDED if there is an error, though the record does: %s', async (_why, error) => {
		expect(await summarise({ error }, { outcome: 'SUCCEEDED' })).toMatchObject({ outcome: 'UNKNOWN' });
	});

	it('says of a job whose watch could not be started that it is left to the sweep', async () => {
		const error = { Error: 'StepFunctions.ExecutionLimitExceededException', Cause: 'too many' };
		expect(await summarise({ error })).toMatchObject({
			outcome: 'UNKNOWN',
			reason:
				'its watch could not be started, so the next sweep starts one and its record will say how the job ended: StepFunctions.ExecutionLimitExceededException: too many',
		});
	});

	it('keeps a long reason short', async () => {
		const { reason } = await summarise({ error: child({ Error: 'ExportFailed', Cause: '漢'.repeat(30_000) }) });
		expect(reason?.length).toBeLessThanOrEqual(1_000);
	});

	it.each([
		[{ outcome: 'NOVEL', failureReason: 7, manifest: {}, fileCount: '3', durationSeconds: null }],
		[{ outcome: { toString: 1 } }],
		[{ manifest: 'x'.repeat(300_000), fileCount: 0.5 }],
		[[]],
	])('takes from a record only what it understands: %#', async (record) => {
		const error = { Error: 'States.TaskFailed', Cause: 'no JSON' };
		const planned = plannedExportOf();
		expect(await summarise({ error }, record)).toEqual({
			datasetArn: planned.datasetArn,
			datasetType: planned.datasetType,
			jobName: planned.jobName,
			datasetExportJobArn: JOB_ARN,
			outcome: 'UNKNOWN',
			reason: 'States.TaskFailed: no JSON',
		});
	});
});
