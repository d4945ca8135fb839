import { describe, expect, it } from 'vitest';
import type { ExportResult, PlannedExport } from '#contracts/exports.ts';
import type { DatasetExportJob } from '#contracts/watch.ts';
import { createCreateExportJob } from '#functions/export-datasets/create-export-job/create-export-job.ts';
import { exportName } from '#functions/export-datasets/plan-exports/export-name.ts';
import { createSummariseExport } from '#functions/export-datasets/summarise-export/summarise-export.ts';

const DATASET = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS';
const JOB = 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/demo-items';
const planned: PlannedExport = {
	datasetArn: DATASET,
	datasetType: 'ITEMS',
	jobName: 'demo-items',
	outputPath: 's3://exports/n/demo-items/',
	roleArn: 'arn:aws:iam::000000000000:role/Export',
	ingestionMode: 'ALL',
	tags: [],
};

describe('the name of a planned job', () => {
	const startedAt = '2026-03-01T02:03:04.567Z';
	const nameOf = (datasetArn: string, executionArn = 'one', datasetType = 'ITEMS') =>
		exportName({ datasetArn, datasetType, executionArn, startedAt });

	it('says what and when, and is the same for the same execution', () => {
		expect(nameOf(DATASET)).toMatch(/^demo-items-20260301-020304-[0-9a-f]{8}$/);
		expect(nameOf(DATASET)).toBe(nameOf(DATASET));
	});

	it('is another for another execution or dataset', () => {
		expect(nameOf(DATASET, 'two')).not.toBe(nameOf(DATASET));
		expect(nameOf(DATASET.replace('demo', 'other'))).not.toBe(nameOf(DATASET));
	});

	it.each([
		[`arn:aws:personalize:us-east-1:000000000000:dataset/${'g'.repeat(63)}/ITEMS`],
		['arn:aws:personalize:us-east-1:000000000000:dataset/a_b-c/ITEMS'],
	])('is valid for Personalize: %s', (datasetArn) => {
		expect(nameOf(datasetArn)).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,62}$/);
	});
});

describe('a job name that exists already', () => {
	const createWhereTaken = (existing: DatasetExportJob) =>
		createCreateExportJob({ create: async () => undefined, describe: async () => existing })(planned);
	const same = { datasetArn: DATASET, jobOutput: { s3DataDestination: { path: planned.outputPath } } };

	it('is the job of an earlier try where dataset and output are the same', async () => {
		expect(await createWhereTaken(same)).toEqual({ datasetExportJobArn: JOB });
	});

	it.each([
		['dataset', { ...same, datasetArn: `${DATASET}2` }],
		['output', { ...same, jobOutput: { s3DataDestination: { path: 's3://exports/else/' } } }],
		['key', { ...same, jobOutput: { s3DataDestination: { path: planned.outputPath, kmsKeyArn: 'k' } } }],
	])('is refused where it has another %s', async (_part, existing) => {
		await expect(createWhereTaken(existing)).rejects.toMatchObject({ name: 'JobNameTaken' });
	});
});

describe('the summary of a dataset', () => {
	const summarise = (result: Partial<ExportResult>, record?: object) =>
		createSummariseExport({ readRecord: async () => record as never })({
			export: planned,
			job: { datasetExportJobArn: JOB },
			...result,
		});
	const child = (fields: object) => ({
		Error: 'States.TaskFailed',
		Cause: JSON.stringify({ Status: 'FAILED', ...fields }),
	});

	it.each([
		['ExportFailed', 'FAILED'],
		['WatchTimedOut', 'TIMED_OUT'],
		['WatchBroken', 'BROKEN'],
		['ActionsFailed', 'ACTIONS_FAILED'],
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

	it('takes the end from the record where the service has cut the cause', async () => {
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
