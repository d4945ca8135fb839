import * as z from 'zod/mini';
import { columnType, convertedFile } from './dataset-run.ts';
import { datasetFigures } from './processing.ts';
import { datasetOutcomes } from './vocabulary.ts';

/** `_manifest.json` of a dataset, written last: if it is there, the dataset is complete. */
export const datasetManifest = z.object({
	version: z.literal(1),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.optional(z.string()),
	datasetGroup: z.string(),
	datasetType: z.string(),
	...datasetFigures.shape,
	rejects: z.array(z.string()).check(z.describe('keys of the files with rejected rows, below the location')),
	columnTypes: z.record(z.string(), columnType),
	files: z.array(convertedFile),
});
export type DatasetManifest = z.output<typeof datasetManifest>;

/** How a processing ended: the JSON of the message, and the detail of the event. */
export const datasetNotification = z.object({
	outcome: z.enum(datasetOutcomes),
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

/** How the last processing of a job's files ended: `dataset` on the job's record. */
export const recordedDataset = z.object({
	status: z.enum(datasetOutcomes),
	...z.partial(datasetFigures).shape,
	seconds: z.number(),
	reason: z.optional(z.string()),
	executionArn: z.string(),
	recordedAt: z.iso.datetime(),
});
export type RecordedDataset = z.output<typeof recordedDataset>;
