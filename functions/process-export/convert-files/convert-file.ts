import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column, ConvertedFile, SourceFile } from '#contracts/dataset-run.ts';
import { type Database, sqlText } from '../duckdb.ts';
import { ConversionFailed, RowsLost } from '../errors.ts';
import { partName, rejectsName } from '../staging.ts';
import { conversionSql, rowGroupRows } from './conversion-sql.ts';
import { separateRejectedRows } from './separate-rejected-rows.ts';

/** A file on disk. */
export interface FetchedFile {
	/** Counted while it was fetched, its header included. */
	readonly records: number;
	readonly bytes: number;
	/** Of the byte-order mark, which is not on disk. */
	readonly bomBytes: number;
}

export interface ConvertFileDependencies {
	readonly database: Database;
	readonly workFolder: string;
	/** Writes the file to `path`, unpacked and without a byte-order mark. */
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
	const [csv, fitting, rejects, parquet] = ['csv', 'fitting', 'rejects', 'parquet'].map((name) =>
		join(folder, name),
	) as [string, string, string, string];
	try {
		const { records, bytes: csvBytes, bomBytes } = await fetch(file, csv);
		const rowsIn = Math.max(0, records - 1);
		const groupRows = rowGroupRows(records, csvBytes);
		const copy = async (path: string, isChecked: boolean): Promise<number> => {
			const options = { isChecked, groupRows };
			await database.query(file.key, conversionSql({ csv: path, parquet }, file.header, columns, options));
			const footer = `SELECT num_rows::DOUBLE AS n FROM parquet_file_metadata(${sqlText(parquet)})`;
			return Number((await database.query(file.key, footer))[0]?.n);
		};

		let rejected = { rejects: 0, rejectedBytes: 0 };
		let rowsOut = await copy(csv, false).catch(ignoreConversionFailure);
		if (rowsOut !== rowsIn) {
			const source = { key: file.key, bomBytes };
			rejected = await separateRejectedRows({ csv, fitting, rejects }, source, inHeaderOrder(file, columns));
			await rm(csv);
			rowsOut = await copy(fitting, true);
		}
		if (rowsIn !== rowsOut + rejected.rejects) {
			throw new RowsLost(file.key, `${rowsIn} rows`, `${rowsOut} written and ${rejected.rejects} rejected`);
		}

		const part = partName(file.index);
		await upload(parquet, part);
		if (rejected.rejects > 0) await upload(rejects, rejectsName(file.index));
		const { header: _header, ...source } = file;
		const { size: bytes } = await stat(parquet);
		return { source, part, rowsIn, rowsOut, ...rejected, csvBytes, bytes };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};

/** The rows of a file that DuckDB does not convert are checked one by one. */
const ignoreConversionFailure = (error: unknown): undefined => {
	if (error instanceof ConversionFailed) return undefined;
	throw error;
};

const inHeaderOrder = ({ header }: SourceFile, columns: readonly Column[]): Column[] =>
	header.map((name) => columns.find((column) => column.name === name) as Column);
