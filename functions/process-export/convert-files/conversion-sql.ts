import type { Column, ColumnType } from '#contracts/dataset-run.ts';
import { MAX_RECORD_BYTES } from '../csv/scan-records.ts';
import { CSV_DIALECT, sqlName, sqlText } from '../duckdb.ts';

/** DuckDB's default size of a row group. */
const ROW_GROUP_ROWS = 122_880;
/** A row group is in memory until it is written; long rows make smaller groups. */
const ROW_GROUP_BYTES = 64 * 1024 ** 2;
/** With DuckDB's defaults, 3 and a fifth of the row group, files are no smaller and take a fifth more time. */
const ZSTD_LEVEL = 1;
const DICTIONARY_VALUES = 16_384;

/** The rows of a row group, by the average length of the file's rows. */
export const rowGroupRows = (records: number, bytes: number): number =>
	Math.max(2_048, Math.min(ROW_GROUP_ROWS, Math.floor((ROW_GROUP_BYTES * records) / Math.max(bytes, 1))));

/**
 * Copies one CSV file to one Parquet file with the dataset's columns. Fails if any row does not fit, so that no row is
 * dropped or altered silently. DuckDB would round 1.5 to an integer, so integers are read as text, and a point in one is
 * refused unless `isChecked`: unless checkRow has seen every row.
 */
export const conversionSql = (
	files: { readonly csv: string; readonly parquet: string },
	header: readonly string[],
	columns: readonly Column[],
	{ isChecked, groupRows }: { readonly isChecked: boolean; readonly groupRows: number },
): string => {
	const compression = `COMPRESSION zstd, COMPRESSION_LEVEL ${ZSTD_LEVEL}, DICTIONARY_SIZE_LIMIT ${DICTIONARY_VALUES}`;
	const parquet = `FORMAT parquet, ${compression}, ROW_GROUP_SIZE ${groupRows}`;
	const select = columns.map((column) => `${cellOf(column, header, isChecked)} AS ${sqlName(column.name)}`);
	const from = header.length > 0 ? readCsv(files.csv, header, columns) : '(SELECT 1) WHERE false';
	return `COPY (SELECT ${select.join(', ')} FROM ${from}) TO ${sqlText(files.parquet)} (${parquet})`;
};

const cellOf = ({ name, type }: Column, header: readonly string[], isChecked: boolean): string => {
	const value = sqlName(name);
	if (!header.includes(name)) return `CAST(NULL AS ${type})`;
	if (!isInteger(type)) return value;
	const cast = `CAST(${value} AS ${type})`;
	return isChecked ? cast : `CASE WHEN contains(${value}, '.') THEN error('not whole') ELSE ${cast} END`;
};

const readCsv = (csv: string, header: readonly string[], columns: readonly Column[]): string => {
	const typeOf = new Map(columns.map(({ name, type }) => [name, isInteger(type) ? 'VARCHAR' : type]));
	const struct = header.map((name) => `${sqlText(name)}: ${sqlText(typeOf.get(name) ?? 'VARCHAR')}`);
	const required = columns.filter(({ name, required }) => required && header.includes(name));
	return `read_csv(${sqlText(csv)}, auto_detect = false, ${CSV_DIALECT},
		strict_mode = true, max_line_size = ${MAX_RECORD_BYTES}, buffer_size = ${2 * MAX_RECORD_BYTES},
		columns = {${struct.join(', ')}}, force_not_null = [${required.map(({ name }) => sqlText(name)).join(', ')}])`;
};

const isInteger = (type: ColumnType): boolean => type === 'INTEGER' || type === 'BIGINT';
