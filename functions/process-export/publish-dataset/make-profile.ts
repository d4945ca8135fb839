import { rm } from 'node:fs/promises';
import type { Column } from '#contracts/dataset-run.ts';
import type { Database } from '../duckdb.ts';
import {
	countSql,
	countsSql,
	type DistinctIs,
	mergeSql,
	QUANTILES,
	quantilesSql,
	rangeSql,
	timeSpanSql,
	topValuesSql,
} from './profile-sql.ts';

/** `min`, `max`, `quantiles` and `topValues` show cells of the data; a profile without values omits them. */
interface ColumnProfile {
	readonly name: string;
	readonly type: string;
	readonly nulls: number;
	readonly distinct: number;
	readonly min?: unknown;
	readonly max?: unknown;
	readonly quantiles?: Readonly<Record<string, unknown>>;
	readonly topValues?: readonly Readonly<Record<string, unknown>>[];
}

/** The file of the profile. It covers `rows` of the `ofRows` rows: all, unless the parts exceed the function's disk. */
export interface Profile {
	readonly rows: number;
	readonly ofRows: number;
	readonly distinctIs: DistinctIs;
	readonly columns: readonly ColumnProfile[];
	readonly interactions?: Readonly<Record<string, unknown>>;
}

/** Up to so many rows, counting distinct values takes milliseconds and some megabytes for each column. */
const MAX_EXACT_ROWS = 200_000;

/** Merges parts into one file, and removes them. */
export const mergeParts = async (database: Database, files: readonly string[], merged: string): Promise<string> => {
	await database.query('the parts', mergeSql(files, merged));
	for (const file of files) await rm(file);
	return merged;
};

export const makeProfile = async (
	database: Database,
	files: readonly string[],
	columns: readonly Column[],
	{ ofRows, withValues }: { readonly ofRows: number; readonly withValues: boolean },
): Promise<Profile> => {
	if (files.length === 0) return emptyProfile(columns);
	const query = (sql: string) => database.query('the profile', sql);
	const rows = Number((await query(countSql(files)))[0]?.rows);
	const distinctIs = rows <= MAX_EXACT_ROWS ? 'EXACT' : 'ESTIMATED';
	const profileOf = async (column: Column): Promise<ColumnProfile> => {
		const { name, type } = column;
		const [{ nulls, distinct } = {}] = await query(countsSql(files, column, distinctIs));
		const counts = { name, type, nulls: Number(nulls), distinct: Number(distinct) };
		if (!withValues) return counts;
		const [{ min, max } = {}] = await query(rangeSql(files, column));
		if (type === 'VARCHAR' || type === 'BOOLEAN') {
			return { ...counts, min, max, topValues: await query(topValuesSql(files, column)) };
		}
		const [{ quantiles } = {}] = await query(quantilesSql(files, column));
		const values = (quantiles ?? []) as readonly unknown[];
		return { ...counts, min, max, quantiles: Object.fromEntries(QUANTILES.map((share, at) => [share, values[at]])) };
	};

	const profiles: ColumnProfile[] = [];
	for (const column of columns) profiles.push(await profileOf(column));
	return {
		rows,
		ofRows,
		distinctIs,
		columns: profiles,
		...(await interactionsOf(query, files, profiles, withValues)),
	};
};

/** Of an export without files: there is nothing to query. */
const emptyProfile = (columns: readonly Column[]): Profile => ({
	rows: 0,
	ofRows: 0,
	distinctIs: 'EXACT',
	columns: columns.map(({ name, type }) => ({ name, type, nulls: 0, distinct: 0 })),
});

/** More about interactions: their time span, events per type, users and items. */
const interactionsOf = async (
	query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>,
	files: readonly string[],
	profiles: readonly ColumnProfile[],
	withValues: boolean,
): Promise<Pick<Profile, 'interactions'>> => {
	const find = (wanted: string) => profiles.find(({ name }) => name === wanted);
	const [users, items, timestamp] = ['USER_ID', 'ITEM_ID', 'TIMESTAMP'].map(find);
	if (!users || !items || !timestamp) return {};
	const counts = { users: users.distinct, items: items.distinct };
	if (!withValues || timestamp.type === 'VARCHAR') return { interactions: counts };
	const [{ from, to } = {}] = await query(timeSpanSql(files));
	const span = { from: timeOf(from), to: timeOf(to) };
	return { interactions: { ...counts, ...span, eventsPerType: find('EVENT_TYPE')?.topValues } };
};

/** Personalize's timestamps are seconds since 1970; undefined for any other number. */
const timeOf = (seconds: unknown): string | undefined => {
	const time = new Date(Number(seconds) * 1000);
	return seconds === null || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};
