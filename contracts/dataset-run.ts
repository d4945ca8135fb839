import * as z from 'zod/mini';
import { folder, processingInput } from './processing.ts';

/** What the steps of ProcessExport hand each other by way of S3, in the staging folder of a run. */

/** The DuckDB types that Avro's are read as; beside a schema, all that is taken from a header or from the sniffer. */
export const columnType = z.enum(['VARCHAR', 'INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE', 'BOOLEAN']);
export type ColumnType = z.output<typeof columnType>;

export const column = z.object({
	name: z.string(),
	type: columnType,
	/** A row without it does not fit the schema. */
	required: z.boolean(),
	/** What says so. */
	from: z.enum(['SCHEMA', 'HEADER', 'SNIFFER']),
});
export type Column = z.output<typeof column>;

/** One exported file, with its place in the dataset: file number n becomes part number n. */
export const sourceFile = z.object({
	index: z.int(),
	bucket: z.string(),
	key: z.string(),
	size: z.int(),
	eTag: z.string(),
	/** Empty for an empty file. */
	header: z.array(z.string()),
	isGzip: z.boolean(),
});
export type SourceFile = z.output<typeof sourceFile>;

/** `plan.json`. */
export const datasetPlan = z.object({
	input: processingInput,
	datasetGroup: z.string(),
	datasetType: z.string(),
	location: folder,
	staging: folder,
	columns: z.array(column),
	schema: z.object({
		schemaArn: z.optional(z.string()),
		avro: z.optional(z.unknown()),
		unread: z.optional(z.string()),
	}),
	batches: z.int(),
	fileCount: z.int(),
	totalBytes: z.int(),
});
export type DatasetPlan = z.output<typeof datasetPlan>;

/** `batches/<number>.json`. */
export const batch = z.object({ columns: z.array(column), files: z.array(sourceFile) });
export type Batch = z.output<typeof batch>;

/** What became of one file: `rowsIn` was counted in the CSV, `rowsOut` in the footer of the Parquet file. */
export const convertedFile = z.object({
	source: z.omit(sourceFile, { header: true }),
	part: z.string(),
	rowsIn: z.int(),
	rowsOut: z.int(),
	rejects: z.int(),
	csvBytes: z.int().check(z.describe('unpacked')),
	rejectedBytes: z.int(),
	bytes: z.int().check(z.describe('of the part')),
});
export type ConvertedFile = z.output<typeof convertedFile>;

/** `results/<number>.json`, or `failures/<number>.json`. */
export const batchResult = z.object({ files: z.array(convertedFile) });
export type BatchResult = z.output<typeof batchResult>;
export const batchFailure = z.object({ error: z.string(), message: z.string() });
export type BatchFailure = z.output<typeof batchFailure>;
