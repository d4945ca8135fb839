import * as z from 'zod/mini';
import { folder, processingInput } from './processing.ts';

/** The types of columns, by their names in DuckDB. */
export const columnType = z.enum(['VARCHAR', 'INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE', 'BOOLEAN']);
export type ColumnType = z.output<typeof columnType>;

const column = z.object({
	name: z.string(),
	type: columnType,
	/** A row without a value does not fit the schema. */
	required: z.boolean(),
	/** Where name and type come from. */
	from: z.enum(['SCHEMA', 'HEADER', 'SNIFFER']),
});
export type Column = z.output<typeof column>;

/** One exported file. The file with index n becomes part n. */
const sourceFile = z.object({
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

/** `plan.json` in the staging folder. */
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

/** `batches/<number>.json` in the staging folder. */
export const batch = z.object({ columns: z.array(column), files: z.array(sourceFile) });
export type Batch = z.output<typeof batch>;

/** One file after its conversion: `rowsIn` is counted in the CSV file, `rowsOut` is in the footer of the Parquet file. */
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

/** `results/<number>.json` in the staging folder. */
export const batchResult = z.object({ files: z.array(convertedFile) });
export type BatchResult = z.output<typeof batchResult>;
/** `failures/<number>.json` in the staging folder. */
export const batchFailure = z.object({ error: z.string(), message: z.string() });
export type BatchFailure = z.output<typeof batchFailure>;
