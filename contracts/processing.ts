import * as z from 'zod/mini';
import { datasetOutcomes, JOB_NAME_PATTERN } from './vocabulary.ts';
import { caughtError } from './watch.ts';

/** The input of the processing state machine. */
export const processingInput = z.object({
	datasetExportJobArn: z.string(),
	/** Part of the dataset's folder. */
	jobName: z.string().check(z.regex(new RegExp(`^${JOB_NAME_PATTERN}$`))),
	datasetArn: z.optional(z.string()),
	manifest: z.object({ bucket: z.string(), key: z.string() }),
});
export type ProcessingInput = z.output<typeof processingInput>;

export interface Folder {
	readonly bucket: string;
	readonly prefix: string;
}

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
	error: z.optional(caughtError),
});
export type ProcessingReport = z.output<typeof processingReport>;
