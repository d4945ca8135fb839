import * as z from 'zod/mini';
import { maxLength, minLength } from './lengths.ts';
import { datasetOutcomes, JOB_NAME_PATTERN, MAX_ARN_CHARACTERS } from './vocabulary.ts';
import { caughtError } from './watch.ts';

/** The name at its end is that of the job, which is checked by itself. */
const JOB_ARN = 'arn:[a-z0-9-]+:personalize:[a-z0-9-]+:[0-9]{12}:dataset-export-job/[a-zA-Z0-9_-]+';
/** Of a general purpose bucket: neither a path nor the ARN of an access point. */
const BUCKET_NAME = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';
/** S3 allows so many bytes of UTF-8. */
const MAX_KEY_CHARACTERS = 1_024;

const exactly = (pattern: string, error: string) => z.regex(new RegExp(`^${pattern}$`), { error });

/** The input of the processing state machine. */
export const processingInput = z
	.object({
		datasetExportJobArn: z
			.string()
			.check(maxLength(MAX_ARN_CHARACTERS), exactly(JOB_ARN, 'must be the ARN of a dataset export job')),
		/** Part of the dataset's folder. */
		jobName: z.string().check(exactly(JOB_NAME_PATTERN, 'must be the name of a job')),
		datasetArn: z.optional(z.string().check(maxLength(MAX_ARN_CHARACTERS))),
		manifest: z.object({
			bucket: z.string().check(exactly(BUCKET_NAME, 'must be the name of a bucket')),
			key: z.string().check(minLength(1), maxLength(MAX_KEY_CHARACTERS)),
		}),
	})
	.check(
		z.refine(({ datasetExportJobArn, jobName }) => datasetExportJobArn.endsWith(`/${jobName}`), {
			path: ['jobName'],
			error: 'is not the name in datasetExportJobArn',
		}),
	);
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
