import * as z from 'zod/mini';

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

const count = z.int().check(z.nonnegative());

/** One exported file. */
const exportedFile = z.object({
	index: count,
	bucket: z.string(),
	key: z.string(),
	size: count,
	eTag: z.string(),
	isGzip: z.boolean(),
});

/** What has to be known to convert a file. The file with index n becomes part n. */
const sourceFile = z.extend(exportedFile, {
	/** Empty for an empty file. */
	header: z.array(z.string()),
	/** Where the rows begin in the unpacked file: after the header. */
	rowsAt: z.object({ line: count, byte: count }),
	/** Of the header. */
	lineEnd: z.enum(['\n', '\r\n', '\r']),
});
export type SourceFile = z.output<typeof sourceFile>;

/** `plan.json` in the staging folder. */
export const datasetPlan = z.object({
	/** Whose files are converted. */
	datasetExportJobArn: z.string(),
	/** Of the export's manifest, if the input names none. */
	datasetArn: z.optional(z.string()),
	columns: z.array(column),
	schema: z.object({
		schemaArn: z.optional(z.string()),
		avro: z.optional(z.unknown()),
		unread: z.optional(z.string()),
	}),
	/** SHA-256 of each batch, by its number. */
	batches: z.array(z.string()),
});
export type DatasetPlan = z.output<typeof datasetPlan>;

/** `batches/<number>.json` in the staging folder. */
export const batch = z.object({ files: z.array(sourceFile) });
export type Batch = z.output<typeof batch>;

/** `rowsIn` is counted in the CSV file, `rowsOut` is in the footer of the Parquet file. */
const counts = {
	rowsIn: count,
	rowsOut: count,
	rejects: count,
	csvBytes: count.check(z.describe('unpacked')),
	rejectedBytes: count,
	bytes: count.check(z.describe('of the part')),
};

/** One file after its conversion: which it was, and what was counted. All else the reader derives from index and batch. */
const convertedFile = z.object({ index: count, eTag: z.string(), ...counts });
export type ConvertedFile = z.output<typeof convertedFile>;

/** `results/<number>.json` in the staging folder. */
export const batchResult = z.object({ files: z.array(convertedFile) });
export type BatchResult = z.output<typeof batchResult>;
/** `failures/<number>.json` in the staging folder. */
export const batchFailure = z.object({ error: z.string(), message: z.string() });
export type BatchFailure = z.output<typeof batchFailure>;

/** One exported file in the manifest of a dataset. */
export const publishedFile = z.object({
	source: exportedFile,
	part: z.string().check(z.describe('the name of the Parquet file below the location')),
	...counts,
});
export type PublishedFile = z.output<typeof publishedFile>;
