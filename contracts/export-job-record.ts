import * as z from 'zod/mini';
import { datasetExportJob, forecast, outcome } from './watch.ts';

/** The class that a failure's reason falls in; see failure-reasons.ts. */
export const failureCategory = z.enum(['S3_ACCESS', 'KMS', 'OUTPUT_PATH', 'DATASET', 'QUOTA', 'SERVICE', 'UNKNOWN']);
export type FailureCategory = z.output<typeof failureCategory>;

/** What StartProcessing did: an export without files is an answer of its own. */
export const processingAnswer = z.enum(['PROCESSING_STARTED', 'NO_FILES']);
export type ProcessingAnswer = z.output<typeof processingAnswer>;

/** The item of one job in the table ExportJobs: the job's own fields, and how its watch ended. */
export const exportJobRecord = z.extend(datasetExportJob, {
	datasetExportJobArn: z.string().check(z.describe('the key')),
	jobName: z.string(),
	isFailureReasonCut: z
		.optional(z.boolean())
		.check(z.describe('the reason exceeded what an item may hold; this is its beginning')),
	failureReasonBytes: z.optional(z.int()).check(z.describe('only with a cut reason: how long the whole one is')),
	outcome,
	reason: z.optional(z.string()).check(z.describe('why it did not succeed, in words, where that is not failureReason')),
	category: z.optional(failureCategory),
	remedy: z.optional(z.string()),
	ownerExecutionArn: z.string().check(z.describe('the execution that recorded, told and started processing')),
	polls: z.int(),
	foundLate: z.boolean().check(z.describe('the job had ended before anybody watched it')),
	durationSeconds: z.optional(z.number()).check(z.describe('from the job’s creation to its last update')),
	detectionSeconds: z.optional(z.number()).check(z.describe('from the end of the job to the look that saw it')),
	forecast: z
		.optional(z.omit(forecast, { kinds: true }))
		.check(z.describe('what the first look expected of the duration: four exports of five end from … to')),
	recordedAt: z.iso.datetime(),
	manifest: z.optional(z.string()).check(z.describe('s3:// address of the manifest; written by StartProcessing')),
	processing: z.optional(processingAnswer),
	fileCount: z.optional(z.int()),
	totalBytes: z.optional(z.int()),
	processingExecutionArn: z.optional(z.string()),
	dataset: z
		.optional(z.looseObject({ status: z.enum(['READY', 'FAILED']) }))
		.check(z.describe('how the last processing of the files ended; see dataset-note.schema.json')),
});
export type ExportJobRecord = z.output<typeof exportJobRecord>;
