import * as z from 'zod';
import { caughtError, processingInput } from './contracts.ts';

/** The shapes of ProcessExport: what its steps hand each other by way of S3, and what it leaves to the readers of a dataset. */

/** The DuckDB types that Avro's are read as; beside a schema, all that is taken from a header or from the sniffer. */
export const columnType = z.enum(['VARCHAR', 'INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE', 'BOOLEAN']);
export type ColumnType = z.output<typeof columnType>;

export const column = z.object({
	name: z.string(),
	type: columnType,
	required: z.boolean().describe('a row without it does not fit the schema'),
	from: z.enum(['SCHEMA', 'HEADER', 'SNIFFER']).describe('what says so'),
});
export type Column = z.output<typeof column>;

const folder = z.object({ bucket: z.string(), prefix: z.string() });
export type Folder = z.output<typeof folder>;

/** One exported file, with its place in the dataset: file number n becomes part number n. */
export const sourceFile = z.object({
	index: z.int(),
	bucket: z.string(),
	key: z.string(),
	size: z.int(),
	eTag: z.string(),
	header: z.array(z.string()).describe('empty for an empty file'),
	isGzip: z.boolean(),
});
export type SourceFile = z.output<typeof sourceFile>;

/** What the plan of a run says; `plan.json` in its staging folder. */
export const datasetPlan = z.object({
	input: processingInput,
	datasetGroup: z.string(),
	datasetType: z.string(),
	location: folder,
	staging: folder,
	columns: z.array(column),
	schema: z.object({ schemaArn: z.string().optional(), avro: z.unknown().optional(), unread: z.string().optional() }),
	batches: z.int(),
	fileCount: z.int(),
	totalBytes: z.int(),
});
export type DatasetPlan = z.output<typeof datasetPlan>;

/** `batches/<number>.json` in the staging folder. */
export const batch = z.object({ columns: z.array(column), files: z.array(sourceFile) });
export type Batch = z.output<typeof batch>;

/** What became of one file: `rowsIn` was counted in the CSV, `rowsOut` in the footer of the Parquet file. */
export const convertedFile = z.object({
	source: sourceFile.omit({ header: true }),
	part: z.string(),
	rowsIn: z.int(),
	rowsOut: z.int(),
	rejects: z.int(),
	csvBytes: z.int().describe('unpacked'),
	rejectedBytes: z.int(),
	bytes: z.int().describe('of the part'),
});
export type ConvertedFile = z.output<typeof convertedFile>;

/** `results/<number>.json`, or `failures/<number>.json`, in the staging folder. */
export const batchResult = z.object({ files: z.array(convertedFile) });
export type BatchResult = z.output<typeof batchResult>;
export const batchFailure = z.object({ error: z.string(), message: z.string() });
export type BatchFailure = z.output<typeof batchFailure>;

/** The figures of a dataset: what is told, and noted on the job's record. */
export const datasetFigures = z.object({
	location: z.string().describe('s3:// address'),
	rows: z.int(),
	rejectedRows: z.int(),
	columns: z.int(),
	parts: z.int(),
	bytes: z.int().describe('of all parts'),
	csvBytes: z.int().describe('of all files, unpacked'),
});
export type DatasetFigures = z.output<typeof datasetFigures>;

/** `_manifest.json`, written last: where it stands, the dataset is whole. */
export const datasetManifest = z.object({
	version: z.literal(1),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.string().optional(),
	datasetGroup: z.string(),
	datasetType: z.string(),
	...datasetFigures.shape,
	rejects: z.array(z.string()).describe('keys of the rejects files'),
	columnTypes: z.record(z.string(), columnType),
	files: z.array(convertedFile),
});
export type DatasetManifest = z.output<typeof datasetManifest>;

/** How a processing ended: READY, or FAILED with the error that ended it. */
export const processingReport = z.object({
	outcome: z.enum(['READY', 'FAILED']),
	executionArn: z.string(),
	startedAt: z.iso.datetime(),
	input: z.unknown(),
	dataset: datasetFigures.optional(),
	staging: folder.optional().describe('no longer needed once the dataset is ready'),
	error: caughtError.optional(),
});
export type ProcessingReport = z.output<typeof processingReport>;

/** What is told of a processing: the JSON of the message, and the detail of the event. */
export const datasetNotice = z.object({
	outcome: z.enum(['READY', 'FAILED']),
	headline: z.string(),
	text: z.string(),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.string().optional(),
	...datasetFigures.partial().shape,
	seconds: z.number().describe('from the start of the processing'),
	reason: z.string().optional(),
	remedy: z.string().optional(),
	executionArn: z.string(),
});
export type DatasetNotice = z.output<typeof datasetNotice>;

/** What stands on the job's record, under `dataset`, of the last processing of its files. */
export const datasetNote = z.object({
	status: z.enum(['READY', 'FAILED']),
	...datasetFigures.partial().shape,
	seconds: z.number(),
	reason: z.string().optional(),
	executionArn: z.string(),
	recordedAt: z.iso.datetime(),
});
export type DatasetNote = z.output<typeof datasetNote>;
