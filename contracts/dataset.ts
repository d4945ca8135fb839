import * as z from 'zod/mini';
import { columnType, publishedFile } from './dataset-run.ts';
import { recordedAction } from './export-job-record.ts';
import { datasetFigures } from './processing.ts';
import { datasetOutcomes } from './vocabulary.ts';

/** `_manifest.json` of a dataset: the only file with a fixed name. It names all others, which have been written before it. */
export const datasetManifest = z.object({
	version: z.literal(1),
	publication: z.string().check(z.describe('in the names of all files of this publication')),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.optional(z.string()),
	datasetGroup: z.string(),
	datasetType: z.string(),
	...datasetFigures.shape,
	rejects: z.array(z.string()).check(z.describe('keys of the files with rejected rows, below the location')),
	schema: z.string().check(z.describe('the name of the file with the columns and the schema')),
	profile: z.string().check(z.describe('the name of the file with the profile')),
	columnTypes: z.record(z.string(), columnType),
	files: z.array(publishedFile),
});
export type DatasetManifest = z.output<typeof datasetManifest>;

/** How a processing ended: the JSON of the message, and the detail of the event. */
export const datasetNotification = z.object({
	notificationId: z.string().check(z.describe('the same in every repetition: event and message come at least once')),
	outcome: z.enum(datasetOutcomes),
	headline: z.string(),
	text: z.string(),
	datasetExportJobArn: z.optional(z.string()).check(z.describe('missing if the input of the execution is invalid')),
	jobName: z.optional(z.string()).check(z.describe('missing if the input of the execution is invalid')),
	datasetArn: z.optional(z.string()),
	...z.partial(datasetFigures).shape,
	seconds: z.number().check(z.describe('from the start of the processing')),
	reason: z.optional(z.string()),
	remedy: z.optional(z.string()),
	executionArn: z.string(),
});
export type DatasetNotification = z.output<typeof datasetNotification>;

/**
 * How a processing of a job's files ended, on the job's record. `dataset` is the last one that published, or the last one if
 * none has; `datasetFailure` is the last one that failed while the dataset of an earlier one stands.
 */
export const recordedDataset = z.object({
	status: z.enum(datasetOutcomes),
	...z.partial(datasetFigures).shape,
	seconds: z.number(),
	reason: z.optional(z.string()),
	remedy: z.optional(z.string()),
	executionArn: z.string(),
	recordedAt: z.iso.datetime(),
	notificationId: z.string().check(z.describe('the same in every repetition of the event and of the message')),
	actions: z
		.object({ event: recordedAction, message: recordedAction })
		.check(z.describe('whether machines and people have been notified')),
});
export type RecordedDataset = z.output<typeof recordedDataset>;
