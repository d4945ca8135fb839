import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column, ConvertedFile, SourceFile } from '#contracts/dataset-run.ts';
import type { RecordCount } from '../csv/count-records.ts';
import { type Database, sqlText } from '../duckdb.ts';
import { ConversionFailed, RowsLost } from '../errors.ts';
import { sourceError } from '../source-error.ts';
import { partName, rejectsName } from '../staging.ts';
import { conversionSql } from './conversion-sql.ts';
import { separateRejectedRows } from './separate-rejected-rows.ts';

/** A file of which the rows are on disk, counted while they were fetched. */
export interface FetchedFile extends RecordCount {
	/** Unpacked, its header included. */
	readonly bytes: number;
}

export interface ConvertFileDependencies {
	readonly database: Database;
	readonly workFolder: string;
	/** Writes the rows of the file to `path`, behind a header that stands in for its own. */
	readonly fetch: (file: SourceFile, path: string) => Promise<FetchedFile>;
	readonly upload: (path: string, name: string) => Promise<void>;
}

/**
 * Converts one CSV file to one Parquet part, and its rejected rows, if there are any, to one file of rejects.
 *
 * @throws RowsLost if part and rejects together do not have the rows that were counted in the CSV file
 */
export const convertFile = async (
	file: SourceFile,
	columns: readonly Column[],
	{ database, workFolder, fetch, upload }: ConvertFileDependencies,
): Promise<ConvertedFile> => {
	const folder = await mkdtemp(join(workFolder, 'file-'));
	const [csv, fitting, rejects] = ['csv', 'fitting', 'rejects'].map((name) => join(folder, name)) as [
		string,
		string,
		string,
	];
	/** DuckDB caches what it has read by the path, so each copy writes a part of its own. */
	const partOf = (rows: string): string => `${rows}.parquet`;
	let rows = csv;
	try {
		const fetched = await fetch(file, csv);
		const { records: rowsIn, bytes: csvBytes } = fetched;
		const copy = async (path: string): Promise<number> => {
			const size = { rows: rowsIn, bytes: csvBytes };
			const parquet = partOf(path);
			await database.query(file.key, conversionSql({ csv: path, parquet }, file.header, columns, size));
			const footer = `SELECT num_rows::DOUBLE AS n FROM parquet_file_metadata(${sqlText(parquet)})`;
			return Number((await database.query(file.key, footer))[0]?.n);
		};

		let rejected = { rejects: 0, rejectedBytes: 0 };
		let rowsOut = isReadAlike(file, fetched) ? await copy(csv).catch(ignoreConversionFailure) : undefined;
		if (rowsOut !== rowsIn) {
			const separated = separateRejectedRows({ csv, fitting, rejects }, file, inHeaderOrder(file, columns));
			rejected = await separated.catch((error) => {
				throw sourceError(file.key, error);
			});
			await Promise.all([csv, partOf(csv)].map((path) => rm(path, { force: true })));
			rows = fitting;
			rowsOut = await copy(rows);
		}
		if (rowsIn !== rowsOut + rejected.rejects) {
			throw new RowsLost(file.key, `${rowsIn} rows`, `${rowsOut} written and ${rejected.rejects} rejected`);
		}

		const { index, eTag } = file;
		await upload(partOf(rows), partName(index));
		if (rejected.rejects > 0) await upload(rejects, rejectsName(index));
		const { size: bytes } = await stat(partOf(rows));
		return { index, eTag, rowsIn, rowsOut, ...rejected, csvBytes, bytes };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};

/**
 * Whether DuckDB reads the rows as csv/ does. It would omit empty cells beyond the header's, and it guesses where line ends
 * differ and where spaces precede a quote. The rows of such a file are checked one by one.
 */
const isReadAlike = (
	{ header, lineEnd }: SourceFile,
	{ records, commas, lineEnds, hasQuoteAfterSpace }: FetchedFile,
): boolean =>
	commas === records * (header.length - 1) && lineEnds.isSubsetOf(new Set([lineEnd])) && !hasQuoteAfterSpace;

/** The rows of a file that DuckDB does not convert are checked one by one. */
const ignoreConversionFailure = (error: unknown): undefined => {
	if (error instanceof ConversionFailed) return undefined;
	throw error;
};

const inHeaderOrder = ({ header }: SourceFile, columns: readonly Column[]): Column[] =>
	header.map((name) => columns.find((column) => column.name === name) as Column);
