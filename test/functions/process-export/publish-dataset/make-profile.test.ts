import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Column } from '#contracts/dataset-run.ts';
import { sqlText } from '#functions/process-export/duckdb.ts';
import { makeProfile, mergeParts } from '#functions/process-export/publish-dataset/make-profile.ts';
import { openTestDatabase } from '../../../support/test-database.ts';

describe('a profile', () => {
	const columns: readonly Column[] = (
		[
			['USER_ID', 'VARCHAR'],
			['ITEM_ID', 'VARCHAR'],
			['TIMESTAMP', 'BIGINT'],
			['EVENT_TYPE', 'VARCHAR'],
			['EVENT_VALUE', 'FLOAT'],
		] as const
	).map(([name, type]) => ({ name, type, required: true, from: 'SCHEMA' }));

	/** One part of three rows, and a database to read it. */
	const writePart = async () => {
		const folder = mkdtempSync(join(tmpdir(), 'profile-test-'));
		const database = await openTestDatabase();
		onTestFinished(() => {
			database.close();
			rmSync(folder, { recursive: true });
		});
		const [csv, parquet] = [join(folder, 'a.csv'), join(folder, 'a.parquet')];
		writeFileSync(
			csv,
			'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\nann,i,0,Click,\nann,j,60,Watch,0.5\nbob,i,120,Click,\n',
		);
		await database.query('a test', `COPY (FROM ${sqlText(csv)}) TO ${sqlText(parquet)}`);
		return { database, parquet };
	};
	const profile = async (withValues: boolean) => {
		const { database, parquet } = await writePart();
		return makeProfile(database, [parquet], columns, { ofRows: 3, withValues });
	};

	it('describes each column, and the time span, events, users and items of interactions', async () => {
		const { rows, columns: profiles, interactions } = await profile(true);
		expect(rows).toBe(3);
		expect(profiles).toMatchObject([
			{ name: 'USER_ID', nulls: 0, distinct: 2, min: 'ann', max: 'bob', topValues: [{ value: 'ann', rows: 2 }, {}] },
			{ name: 'ITEM_ID', distinct: 2 },
			{ name: 'TIMESTAMP', quantiles: { 0.5: expect.anything() } },
			{
				name: 'EVENT_TYPE',
				topValues: [
					{ value: 'Click', rows: 2 },
					{ value: 'Watch', rows: 1 },
				],
			},
			{ name: 'EVENT_VALUE', nulls: 2, min: 0.5, max: 0.5 },
		]);
		const span = { from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T00:02:00.000Z' };
		expect(interactions).toMatchObject({ users: 2, items: 2, ...span, eventsPerType: [{}, {}] });
	});

	it('is the same over parts that were merged first', async () => {
		const { database, parquet } = await writePart();
		const copies = [1, 2].map((copy) => `${parquet}-${copy}`);
		for (const copy of copies) copyFileSync(parquet, copy);
		const options = { ofRows: 6, withValues: true };
		const apart = await makeProfile(database, copies, columns, options);
		const merged = await mergeParts(database, copies, `${parquet}-merged`);
		expect(await makeProfile(database, [merged], columns, options)).toEqual(apart);
		expect(apart.rows).toBe(6);
		expect(copies.filter((copy) => existsSync(copy))).toEqual([]);
	});

	it('counts distinct values exactly up to 200,000 rows, and says so', async () => {
		const { database, parquet } = await writePart();
		const only: readonly Column[] = [{ name: 'N', type: 'VARCHAR', required: true, from: 'SCHEMA' }];
		for (const [rows, distinctIs] of [
			[100, 'EXACT'],
			[200_000, 'EXACT'],
			[200_001, 'ESTIMATED'],
		] as const) {
			const file = `${parquet}-${rows}`;
			const numbers = `SELECT range::VARCHAR AS "N" FROM range(${rows})`;
			await database.query('a test', `COPY (${numbers}) TO ${sqlText(file)} (FORMAT parquet)`);
			const profile = await makeProfile(database, [file], only, { ofRows: rows, withValues: false });
			expect(profile.distinctIs).toBe(distinctIs);
			if (distinctIs === 'EXACT') expect(profile.columns).toMatchObject([{ distinct: rows }]);
		}
	});

	it('shows no cell if it is made without values', async () => {
		const text = JSON.stringify(await profile(false));
		for (const value of ['ann', 'bob', 'Click', '0.5', '1970']) expect(text).not.toContain(value);
	});
});
