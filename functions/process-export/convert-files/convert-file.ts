import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column, ConvertedFile, SourceFile } from '#contracts/dataset-run.ts';
import { type Database, sqlText } from '../duckdb.ts';
import { ConversionFailed, RowsLost } from '../errors.ts';
import { partName, rejectsName } from '../staging.ts';
import { conversionSql, rowGroupRows } from './conversion-sql.ts';
import { separateRejectedRows } from './separate-rejected-rows.ts';

/** What was seen of a file while it was fetched. */
export interface Fetched {
	readonly records: number;
	readonly bytes: number;
	readonly bomBytes: number;
}

export interface ConvertFileCalls {
	readonly workFolder: string;
	/** Brings the file's text to this disk, unpacked and without a byte-order mark. */
	readonly fetch: (file: SourceFile, path: string) => Promise<Fetched>;
	readonly upload: (path: string, name: string) => Promise<void>;
}

/** Converts one CSV file to one Parquet part, with what does not fit beside it, and counts both ends. */
export const createConvertFile =
	({ workFolder, fetch, upload }: ConvertFileCalls) =>
	async (database: Database, file: SourceFile, columns: readonly Column[]): Promise<ConvertedFile> => {
		const folder = await mkdtemp(join(workFolder, 'file-'));
		const [csv, fitting, rejectsFile, parquet] = ['csv', 'fitting', 'rejects', 'parquet'].map((name) =>
			join(folder, name),
		) as [string, string, string, string];
		let groupRows = 0;
		const copy = async (path: string, isChecked: boolean): Promise<number> => {
			const options = { isChecked, groupRows };
			await database.query(file.key, conversionSql({ csv: path, parquet }, file.header, columns, options));
			const footer = `SELECT num_rows::DOUBLE AS n FROM parquet_file_metadata(${sqlText(parquet)})`;
			return Number((await database.query(file.key, footer))[0]?.n);
		};

		try {
			const { records, bytes: csvBytes, bomBytes } = await fetch(file, csv);
			const rowsIn = Math.max(0, records - 1);
			groupRows = rowGroupRows(records, csvBytes);
			let sorted = { rejects: 0, rejectedBytes: 0 };
			let rowsOut = await copy(csv, false).catch(untilSorted);
			if (rowsOut !== rowsIn) {
				const source = { key: file.key, bomBytes };
				sorted = await separateRejectedRows(
					{ csv, fitting, rejects: rejectsFile },
					source,
					inHeaderOrder(file, columns),
				);
				await rm(csv);
				rowsOut = await copy(fitting, true);
			}
			if (rowsIn !== rowsOut + sorted.rejects) throw new RowsLost(file.key, rowsIn, rowsOut, sorted.rejects);
			await upload(parquet, partName(file.index));
			if (sorted.rejects > 0) await upload(rejectsFile, rejectsName(file.index));
			const { header: _header, ...source } = file;
			const { size: bytes } = await stat(parquet);
			return { source, part: partName(file.index), rowsIn, rowsOut, ...sorted, csvBytes, bytes };
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	};

/** A file that DuckDB does not take whole is looked at row by row. */
const untilSorted = (error: unknown): undefined => {
	if (error instanceof ConversionFailed) return undefined;
	throw error;
};

const inHeaderOrder = ({ header }: SourceFile, columns: readonly Column[]): Column[] =>
	header.map((name) => columns.find((column) => column.name === name) as Column);
