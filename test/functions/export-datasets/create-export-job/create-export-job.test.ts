import { describe, expect, it } from 'vitest';
import type { DatasetExportJob } from '#contracts/watch.ts';
import { createExportJob } from '#functions/export-datasets/create-export-job/create-export-job.ts';
import { plannedExportOf } from '../../../support/builders.ts';

const planned = plannedExportOf();

describe('a job name that is taken', () => {
	const createWhereTaken = (existing: DatasetExportJob) =>
		createExportJob(planned, { create: async () => undefined, describe: async () => existing });
	const same = { datasetArn: planned.datasetArn, jobOutput: { s3DataDestination: { path: planned.outputPath } } };

	it('is the job of an earlier try if dataset and output are the same', async () => {
		expect(await createWhereTaken(same)).toEqual({
			datasetExportJobArn: 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/demo-items',
		});
	});

	it.each([
		['dataset', { ...same, datasetArn: `${planned.datasetArn}2` }],
		['output', { ...same, jobOutput: { s3DataDestination: { path: 's3://exports/else/' } } }],
		['key', { ...same, jobOutput: { s3DataDestination: { path: planned.outputPath, kmsKeyArn: 'k' } } }],
	])('is refused if the existing job has another %s', async (_part, existing) => {
		await expect(createWhereTaken(existing)).rejects.toMatchObject({ name: 'JobNameTaken' });
	});
});
