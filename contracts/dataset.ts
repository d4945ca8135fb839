import * as z from 'zod/mini';
import { columnType, convertedFile } from './dataset-run.ts';
import { datasetFigures } from './processing.ts';

/** What ProcessExport leaves to the readers of a dataset. */

/** `_manifest.json`, written last: where it stands, the dataset is whole. */
export const datasetManifest = z.object({
	version: z.literal(1),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.optional(z.string()),
	datasetGroup: z.string(),
	datasetType: z.string(),
	...datasetFigures.shape,
	rejects: z.array(z.string()).check(z.describe('keys of the rejects files')),
	columnTypes: z.record(z.string(), columnType),
	files: z.array(convertedFile),
});
export type DatasetManifest = z.output<typeof datasetManifest>;

/** What is told of a processing: the JSON of the message, and the detail of the event. */
export const datasetNotification = z.object({
	outcome: z.enum(['READY', 'FAILED']),
	headline: z.string(),
	text: z.string(),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.optional(z.string()),
	...z.partial(datasetFigures).shape,
	seconds: z.number().check(z.describe('from the start of the processing')),
	reason: z.optional(z.string()),
	remedy: z.optional(z.string()),
	executionArn: z.string(),
});
export type DatasetNotification = z.output<typeof datasetNotification>;

/** What stands on the job's record, under `dataset`, of the last processing of its files. */
export const recordedDataset = z.object({
	status: z.enum(['READY', 'FAILED']),
	...z.partial(datasetFigures).shape,
	seconds: z.number(),
	reason: z.optional(z.string()),
	executionArn: z.string(),
	recordedAt: z.iso.datetime(),
});
export type RecordedDataset = z.output<typeof recordedDataset>;
