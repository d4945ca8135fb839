import type { Column, ColumnType } from '#contracts/dataset-run.ts';
import { MAX_RECORD_BYTES } from '../csv/scan-records.ts';
import { CSV_DIALECT, sqlName, sqlText } from '../duckdb.ts';
import { DECIMAL_NUMBER, LIMITS, NOT_FINITE, TRUTH, WHOLE_NUMBER } from '../notation.ts';

/** DuckDB's default size of a row group. */
const ROW_GROUP_ROWS = 122_880;
/** DuckDB reads and writes so many rows at a time; a smaller group saves nothing. */
const MIN_ROW_GROUP_ROWS = 2_048;
/** A row group is in memory until it is written; long rows and many columns make smaller groups. */
const ROW_GROUP_BYTES = 64 * 1024 ** 2;
const ROW_GROUP_CELLS = 20 * ROW_GROUP_ROWS;

/** DuckDB counts the line end, too. */
const MAX_LINE_BYTES = MAX_RECORD_BYTES + 1;

/** With DuckDB's defaults, 3 and a fifth of the row group, files are no smaller and take a fifth more time. */
const ZSTD_LEVEL = 1;
const DICTIONARY_VALUES = 16_384;
/** DuckDB reserves memory for the dictionary of each column, so a file with more columns than this gets none. */
const MAX_COLUMNS_WITH_DICTIONARY = 64;

/** The rows of a row group, by the number of columns and the average length of the file's rows. */
const rowGroupRows = (columns: number, rows: number, bytes: number): number => {
	const fitting = Math.min(ROW_GROUP_CELLS / columns, (ROW_GROUP_BYTES * rows) / Math.max(bytes, 1));
	return Math.max(MIN_ROW_GROUP_ROWS, Math.min(ROW_GROUP_ROWS, Math.floor(fitting)));
};

/**
 * Copies one CSV file to one Parquet file with the dataset's columns. Fails if any row does not fit, so that no row is
 * dropped or altered silently. Only texts are read from the CSV file: how a cell of another type is written, `notation.ts`
 * says, and no cast of DuckDB's reader.
 */
export const conversionSql = (
	files: { readonly csv: string; readonly parquet: string },
	header: readonly string[],
	columns: readonly Column[],
	{ rows, bytes }: { readonly rows: number; readonly bytes: number },
): string => {
	const dictionaryValues = columns.length > MAX_COLUMNS_WITH_DICTIONARY ? 1 : DICTIONARY_VALUES;
	const compression = `COMPRESSION zstd, COMPRESSION_LEVEL ${ZSTD_LEVEL}, DICTIONARY_SIZE_LIMIT ${dictionaryValues}`;
	const parquet = `FORMAT parquet, ${compression}, ROW_GROUP_SIZE ${rowGroupRows(columns.length, rows, bytes)}`;
	const select = columns.map((column) => `${cellOf(column, header)} AS ${sqlName(column.name)}`);
	const from = header.length > 0 ? readCsv(files.csv, header, columns) : '(SELECT 1) WHERE false';
	return `COPY (SELECT ${select.join(', ')} FROM ${from}) TO ${sqlText(files.parquet)} (${parquet})`;
};

const cellOf = ({ name, type, required }: Column, header: readonly string[]): string => {
	if (!header.includes(name)) return `CAST(NULL AS ${type})`;
	if (type !== 'VARCHAR') return typedCell(sqlName(name), type);
	return required ? `CASE WHEN ${sqlName(name)} = '' THEN error('empty') ELSE ${sqlName(name)} END` : sqlName(name);
};

/** A text as a value of its type; fails if it is not written as one. */
export const typedCell = (value: string, type: Exclude<ColumnType, 'VARCHAR'>): string => {
	const branches = branchesOf(value, type).map(([condition, cell]) => `WHEN ${condition} THEN ${cell}`);
	return `CASE WHEN ${value} IS NULL THEN NULL ${branches.join(' ')} ELSE error('not of the type') END`;
};

const branchesOf = (value: string, type: Exclude<ColumnType, 'VARCHAR'>): (readonly [string, string])[] => {
	const isLike = ({ pattern }: { readonly pattern: string }) => `regexp_full_match(${value}, ${sqlText(pattern)})`;
	const cast = `CAST(${value} AS ${type})`;
	switch (type) {
		case 'BOOLEAN':
			return [[isLike(TRUTH), `CAST(trim(${value}) AS BOOLEAN)`]];
		case 'INTEGER':
		case 'BIGINT':
			// A number as DuckDB itself writes it needs no regular expression, which takes longer than the casts.
			return [
				[`CAST(${cast} AS VARCHAR) = ${value}`, cast],
				[isLike(WHOLE_NUMBER), cast],
			];
		default: {
			const isInRange = `abs(CAST(${value} AS DOUBLE)) < CAST('${LIMITS[type]}' AS DOUBLE)`;
			return [
				[`${isLike(DECIMAL_NUMBER)} AND ${isInRange}`, cast],
				[isLike(NOT_FINITE), cast],
			];
		}
	}
};

const readCsv = (csv: string, header: readonly string[], columns: readonly Column[]): string => {
	const struct = header.map((name) => `${sqlText(name)}: 'VARCHAR'`);
	const required = columns.filter(({ name, required }) => required && header.includes(name));
	return `read_csv(${sqlText(csv)}, auto_detect = false, ${CSV_DIALECT},
		strict_mode = true, max_line_size = ${MAX_LINE_BYTES}, buffer_size = ${2 * MAX_RECORD_BYTES},
		columns = {${struct.join(', ')}}, force_not_null = [${required.map(({ name }) => sqlText(name)).join(', ')}])`;
};
