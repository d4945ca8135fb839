import { rm } from 'node:fs/promises';
import type { Column } from '#contracts/dataset-run.ts';
import type { Database } from '../duckdb.ts';
import {
	countSql,
	countsSql,
	mergeSql,
	QUANTILES,
	quantilesSql,
	rangeSql,
	timeSpanSql,
	topValuesSql,
} from './profile-sql.ts';

/** What a column holds. `min`, `max`, `quantiles` and `topValues` are cells of the data: left out where that is asked for. */
export interface ColumnProfile {
	readonly name: string;
	readonly type: string;
	readonly nulls: number;
	readonly distinct: number;
	readonly min?: unknown;
	readonly max?: unknown;
	readonly quantiles?: Readonly<Record<string, unknown>>;
	readonly topValues?: readonly Readonly<Record<string, unknown>>[];
}

/** `_profile.json`. Of more parts than a function can look at, it is over some of them: `rows` of `ofRows`. */
export interface Profile {
	readonly rows: number;
	readonly ofRows: number;
	readonly distinctIs: 'ESTIMATED';
	readonly columns: readonly ColumnProfile[];
	readonly interactions?: Readonly<Record<string, unknown>>;
}

/** Makes one file of parts that are too many to be looked at singly, and removes them. */
export const mergeParts = async (database: Database, files: readonly string[], merged: string): Promise<string> => {
	await database.query('the parts', mergeSql(files, merged));
	for (const file of files) await rm(file);
	return merged;
};

/** How many rows the parts hold for a reader. */
const countRows = async (database: Database, files: readonly string[]): Promise<number> =>
	files.length === 0 ? 0 : Number((await database.query('the count of rows', countSql(files)))[0]?.rows);

export const makeProfile = async (
	database: Database,
	files: readonly string[],
	columns: readonly Column[],
	{ ofRows, withValues }: { readonly ofRows: number; readonly withValues: boolean },
): Promise<Profile> => {
	const ask = (sql: string) => database.query('the profile', sql);
	const profileOf = async (column: Column): Promise<ColumnProfile> => {
		const { name, type } = column;
		const [{ nulls, distinct } = {}] = await ask(countsSql(files, column));
		const counts = { name, type, nulls: Number(nulls), distinct: Number(distinct) };
		if (!withValues) return counts;
		const [{ min, max } = {}] = await ask(rangeSql(files, column));
		if (type === 'VARCHAR' || type === 'BOOLEAN') {
			return { ...counts, min, max, topValues: await ask(topValuesSql(files, column)) };
		}
		const [{ quantiles } = {}] = await ask(quantilesSql(files, column));
		const shares = (quantiles ?? []) as readonly unknown[];
		return { ...counts, min, max, quantiles: Object.fromEntries(QUANTILES.map((share, at) => [share, shares[at]])) };
	};

	const profiles: ColumnProfile[] = [];
	for (const column of columns) profiles.push(await profileOf(column));
	return {
		rows: await countRows(database, files),
		ofRows,
		distinctIs: 'ESTIMATED',
		columns: profiles,
		...(await interactionsOf(ask, files, profiles, withValues)),
	};
};

/** What interactions have beside: their time span, events per type, users and items. */
const interactionsOf = async (
	ask: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>,
	files: readonly string[],
	profiles: readonly ColumnProfile[],
	withValues: boolean,
): Promise<Pick<Profile, 'interactions'>> => {
	const find = (wanted: string) => profiles.find(({ name }) => name === wanted);
	const [users, items, timestamp] = ['USER_ID', 'ITEM_ID', 'TIMESTAMP'].map(find);
	if (!users || !items || !timestamp) return {};
	const counts = { users: users.distinct, items: items.distinct };
	if (!withValues || timestamp.type === 'VARCHAR') return { interactions: counts };
	const [{ from, to } = {}] = await ask(timeSpanSql(files));
	const span = { from: timeOf(from), to: timeOf(to) };
	return { interactions: { ...counts, ...span, eventsPerType: find('EVENT_TYPE')?.topValues } };
};

/** Personalize's timestamps are seconds since 1970; what is no such time is left out. */
const timeOf = (seconds: unknown): string | undefined => {
	const time = new Date(Number(seconds) * 1000);
	return seconds === null || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};
