import * as z from 'zod/mini';
import { datasetOutcomes } from './vocabulary.ts';
import { caughtError } from './watch.ts';

/** The input of the processing state machine. */
export const processingInput = z.object({
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.optional(z.string()),
	manifest: z.object({ bucket: z.string(), key: z.string() }),
});
export type ProcessingInput = z.output<typeof processingInput>;

export const folder = z.object({ bucket: z.string(), prefix: z.string() });
export type Folder = z.output<typeof folder>;

/** The figures of a dataset, in its notification and on the job's record. */
export const datasetFigures = z.object({
	location: z.string().check(z.describe('s3:// address')),
	rows: z.int(),
	rejectedRows: z.int(),
	columns: z.int(),
	parts: z.int(),
	bytes: z.int().check(z.describe('of all parts')),
	csvBytes: z.int().check(z.describe('of all exported files, unpacked')),
});
export type DatasetFigures = z.output<typeof datasetFigures>;

/** How a processing ended: READY, or FAILED with the error that ended it. */
export const processingReport = z.object({
	outcome: z.enum(datasetOutcomes),
	executionArn: z.string(),
	startedAt: z.iso.datetime(),
	input: z.unknown(),
	dataset: z.optional(datasetFigures),
	/** To be removed, once the dataset is ready. */
	staging: z.optional(folder),
	error: z.optional(caughtError),
});
export type ProcessingReport = z.output<typeof processingReport>;
