import type { Column } from '#contracts/dataset-run.ts';
import { sqlName, sqlText } from '../duckdb.ts';

/** The queries of a profile over local Parquet files. Each is about one column, so that memory does not grow with columns. */
const fromParts = (files: readonly string[]): string => `FROM read_parquet([${files.map(sqlText).join(', ')}])`;

export const mergeSql = (files: readonly string[], merged: string): string =>
	`COPY (SELECT * ${fromParts(files)}) TO ${sqlText(merged)} (FORMAT parquet)`;

export const countSql = (files: readonly string[]): string => `SELECT count(*)::DOUBLE AS rows ${fromParts(files)}`;

/** Whether distinct values are counted or estimated. */
export type DistinctIs = 'EXACT' | 'ESTIMATED';

/** These counts show no cell. */
export const countsSql = (files: readonly string[], { name, type }: Column, distinctIs: DistinctIs): string => {
	const value = sqlName(name);
	// Texts may have megabytes; DuckDB keeps all that differ in memory. HyperLogLog may estimate more values than there are.
	const exactly = `count(DISTINCT ${type === 'VARCHAR' ? `md5(${value})` : value})`;
	const distinct = distinctIs === 'EXACT' ? exactly : `least(approx_count_distinct(${value}), count(${value}))`;
	return `
		SELECT (count(*) - count(${value}))::DOUBLE AS nulls, ${distinct}::DOUBLE AS "distinct" ${fromParts(files)}`;
};

/** Only the beginning of a long text. */
const shown = (value: string, { type }: Column): string => (type === 'VARCHAR' ? `left(${value}, 200)` : value);

export const rangeSql = (files: readonly string[], column: Column): string => {
	const name = sqlName(column.name);
	return `SELECT ${shown(`min(${name})`, column)} AS min, ${shown(`max(${name})`, column)} AS max ${fromParts(files)}`;
};

export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

export const quantilesSql = (files: readonly string[], { name }: Column): string => `
	SELECT approx_quantile(${sqlName(name)}, [${QUANTILES.join(', ')}]) AS quantiles ${fromParts(files)}
	WHERE isfinite(${sqlName(name)}::DOUBLE)`;

export const topValuesSql = (files: readonly string[], column: Column): string => `
	SELECT ${shown(sqlName(column.name), column)} AS value, count(*)::DOUBLE AS rows ${fromParts(files)}
	WHERE ${sqlName(column.name)} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`;

export const timeSpanSql = (files: readonly string[]): string => `
	SELECT min("TIMESTAMP")::DOUBLE AS "from", max("TIMESTAMP")::DOUBLE AS "to" ${fromParts(files)}`;
