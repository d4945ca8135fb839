import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it, onTestFinished } from 'vitest';
import { schemaOf } from '#contracts/avro-columns.ts';
import type { Batch, Column, SourceFile } from '#contracts/dataset-run.ts';
import type { Manifest } from '#contracts/manifest.ts';
import { createRecordCounter } from '#functions/process-export/csv/count-records.ts';
import { readCells } from '#functions/process-export/csv/read-cells.ts';
import { type ScannedRecord, scanRecords } from '#functions/process-export/csv/scan-records.ts';
import { sqlText } from '#functions/process-export/duckdb.ts';
import { mapConcurrently } from '#functions/process-export/map-concurrently.ts';
import { balanceBatches } from '#functions/process-export/plan-batches/balance-batches.ts';
import { createPlanBatches } from '#functions/process-export/plan-batches/plan-batches.ts';
import { readHead } from '#functions/process-export/plan-batches/read-header.ts';
import { makeProfile, mergeParts } from '#functions/process-export/publish-dataset/make-profile.ts';
import { JOB_ARN } from '../support/builders.ts';
import { openTestDatabase } from '../support/processing.ts';

const sourceOf = (index: number, size = 10): SourceFile => ({
	index,
	bucket: 'b',
	key: `k${index}`,
	size,
	eTag: 'e',
	header: ['A'],
	isGzip: false,
});

describe('batches', () => {
	it('are balanced by bytes, and hold every file once', () => {
		const sizes = Array.from({ length: 40 }, (_, at) => ((at * 37) % 100) * 1_000_000);
		const batches = balanceBatches(sizes.map((size, index) => sourceOf(index, size)));
		const loads = batches.map((files) => files.reduce((bytes, { size }) => bytes + size, 0));
		const indexes = new Set(batches.flat().map(({ index }) => index));
		expect({ files: indexes.size, batches: batches.length }).toEqual({ files: 40, batches: 8 });
		expect(Math.max(...loads) / Math.min(...loads)).toBeLessThan(1.2);
	});

	it('are small enough in number that 100,000 files fit the state', async () => {
		const files: Manifest['files'] = Array.from({ length: 100_000 }, (_, at) => ({
			bucket: 'exports',
			key: `nightly/part-${String(at).padStart(6, '0')}.csv`,
			size: 100_000 + at,
			eTag: 'd41d8cd98f00b204e9800998ecf8427e',
			lastModified: '2026-03-01T02:00:00.000Z',
		}));
		const laid: Batch[] = [];
		const plan = createPlanBatches({
			processed: { bucket: 'processed', prefix: 'datasets/' },
			readManifest: async () => ({ files }) as unknown as Manifest,
			readSchema: async () => schemaOf('arn', JSON.stringify({ fields: [{ name: 'A', type: 'string' }] })),
			readHeaders: async (listed) => listed.map((file, index) => ({ ...sourceOf(index), ...file })),
			sniffTypes: async () => new Map(),
			putBatch: async (_staging, _number, batch) => void laid.push(batch),
			putPlan: async () => {},
		});
		const input = { datasetExportJobArn: JOB_ARN, jobName: 'nightly', manifest: { bucket: 'm', key: 'k' } };
		const planned = await plan({ input, executionName: 'nightly' });
		expect(JSON.stringify(planned).length).toBeLessThan(16_384);
		expect(laid.flatMap((batch) => batch.files)).toHaveLength(100_000);
		const loads = laid.map((batch) => batch.files.reduce((bytes, { size }) => bytes + size, 0));
		expect(Math.max(...loads) / Math.min(...loads)).toBeLessThan(1.1);
	});
});

describe('records', () => {
	const texts: readonly [string, number][] = [
		['', 0],
		['A,B', 1],
		['A,B\n', 1],
		['A,B\r\n1,2\r\n\r\n3,4', 3],
		['\n\nA,B\n\n1,2\n\n', 2],
		['A,B\n"1\n\n1",2\n3,"x""\n""y"\n', 3],
		['A,B\n5" nail,2\n3,4\n', 3],
		['A,B\n"",""\n,\n', 3],
		['A,B\n1,"never closed\n2,3\n', 2],
		['"A","B"\r\n"1","2"\r\n', 2],
	];

	it.each(texts)('of %j are %i, wherever it is cut', async (text, expected) => {
		const bytes = Buffer.from(text);
		for (const size of [1, 2, 3, 7, 1_000]) {
			const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
				bytes.subarray(at * size, (at + 1) * size),
			);
			const counter = createRecordCounter();
			for (const chunk of chunks) counter.push(chunk);
			expect(counter.count(), `counted by ${size}`).toBe(expected);
			const scanned = await gather(scanRecords(asStream(chunks)));
			expect(scanned.length, `scanned by ${size}`).toBe(expected);
			for (const { byte, bytes: record } of scanned) expect(bytes.subarray(byte, byte + record.length)).toEqual(record);
		}
	});

	/** Of what the texts are made, the more often the more places it has. */
	const often = (what: string, times: number): string[] => Array.from({ length: times }, () => what);
	const alphabets: readonly (readonly [string, readonly string[]])[] = [
		['few line ends', [...often('a,', 200), '\n']],
		['many line ends', ['a', 'b', ',', '\n']],
		['blank lines', ['a', '\n', '\n']],
		['carriage returns', [...often('abc,', 300), '\r\n', '\n']],
		['quotes', [...often('abc,', 100), '"', '\n']],
		['bytes beyond ASCII', [...often('aé', 20), '\u0a8a', '\n']],
	];

	it.each(alphabets)('are counted alike by both readers in long texts with %s', async (_what, alphabet) => {
		const generator = xoroshiro128plus(alphabet.length);
		const below = (limit: number) => (generator.next() >>> 0) % limit;
		for (let round = 0; round < 30; round += 1) {
			const bytes = Buffer.from(
				Array.from({ length: 1_000 + below(6_000) }, () => alphabet[below(alphabet.length)]).join(''),
			);
			const [from, cut] = [below(4), below(bytes.length)];
			const chunks = [bytes.subarray(from, from + cut), bytes.subarray(from + cut)];
			const counter = createRecordCounter();
			for (const chunk of chunks) counter.push(chunk);
			expect(counter.count()).toBe((await gather(scanRecords(asStream(chunks)))).length);
		}
	});

	it('may have a blank line anywhere in a long text', () => {
		for (const length of [1_024, 1_025, 1_026, 1_027]) {
			for (let at = 0; at <= length; at += 1) {
				const counter = createRecordCounter();
				counter.push(Buffer.from(`${'a'.repeat(at)}\n\n${'b'.repeat(length - at)}`));
				expect(counter.count(), `${length} letters, blank after ${at}`).toBe(at % length === 0 ? 1 : 2);
			}
		}
	});

	it('know the line they begin on, line breaks within cells counted', async () => {
		const scanned = await gather(scanRecords(asStream([Buffer.from('A,B\r\n"1\n1",2\r\n\r\n3,4\n5,6\r7,8')])));
		expect(scanned.map(({ line }) => line)).toEqual([1, 2, 5, 6, 7]);
	});

	async function* asStream(chunks: Iterable<Buffer>) {
		yield* chunks;
	}
	const gather = async (records: AsyncIterable<ScannedRecord[]>): Promise<ScannedRecord[]> => {
		const gathered: ScannedRecord[] = [];
		for await (const some of records) gathered.push(...some);
		return gathered;
	};

	it.each([
		['a,,"b,""c""" ', ['a', '', 'b,"c"']],
		['', ['']],
		['a,', ['a', '']],
		['"a"b', undefined],
		['"a', undefined],
	])('%j have the cells %j', (record, cells) => {
		expect(readCells(record)).toEqual(cells);
	});
});

describe('a header', () => {
	it('may have quotes, a byte-order mark and line breaks', () => {
		expect(readHead('k', Buffer.from('\uFEFF"A, ""x""","B\nC"\r\n1,2\n')).header).toEqual(['A, "x"', 'B\nC']);
	});

	it('never shows what stands in it when it is refused', () => {
		expect(() => readHead('k', Buffer.from('secret,secret\n'))).toThrow(/^the header of k cannot be used: two columns/);
	});
});

describe('a schema', () => {
	it('becomes columns: of a union with null what may be left out, of what is not known text', () => {
		const fields = [
			{ name: 'A', type: 'string' },
			{ name: 'B', type: ['null', 'long'] },
			{ name: 'C', type: ['int', 'float'] },
			{ name: 'D', type: 'boolean' },
		];
		expect(schemaOf('arn', JSON.stringify({ fields })).columns.map(({ type, required }) => [type, required])).toEqual([
			['VARCHAR', true],
			['BIGINT', false],
			['VARCHAR', true],
			['BOOLEAN', true],
		]);
		expect(schemaOf('arn', 'no json')).toMatchObject({ columns: [], unread: expect.any(String) });
	});
});

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

	/** One part of three rows, and a database that can read it. */
	const layPart = async () => {
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
		const { database, parquet } = await layPart();
		return makeProfile(database, [parquet], columns, { ofRows: 3, withValues });
	};

	it('says what each column holds, and for interactions when, what, by whom and of what', async () => {
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

	it('is the same over parts that were merged because they are many', async () => {
		const { database, parquet } = await layPart();
		const copies = [1, 2].map((copy) => `${parquet}-${copy}`);
		for (const copy of copies) copyFileSync(parquet, copy);
		const options = { ofRows: 6, withValues: true };
		const apart = await makeProfile(database, copies, columns, options);
		const merged = await mergeParts(database, copies, `${parquet}-merged`);
		expect(await makeProfile(database, [merged], columns, options)).toEqual(apart);
		expect(apart.rows).toBe(6);
		expect(copies.filter((copy) => existsSync(copy))).toEqual([]);
	});

	it('holds no value of any cell where that is asked for', async () => {
		const text = JSON.stringify(await profile(false));
		for (const value of ['ann', 'bob', 'Click', '0.5', '1970']) expect(text).not.toContain(value);
	});
});

describe('mapping a few at a time', () => {
	it('keeps the order and the bound, and starts no more after a failure', async () => {
		let running = 0;
		let peak = 0;
		const map = async (item: number) => {
			peak = Math.max(peak, ++running);
			await new Promise(setImmediate);
			running -= 1;
			return item * 2;
		};
		expect(await mapConcurrently([1, 2, 3, 4, 5], 2, map)).toEqual([2, 4, 6, 8, 10]);
		expect(peak).toBe(2);
		const begun: number[] = [];
		const failing = mapConcurrently([1, 2, 3, 4, 5, 6], 2, async (item) => {
			begun.push(item);
			await new Promise(setImmediate);
			if (item === 2) throw new Error('two');
		});
		await expect(failing).rejects.toThrow('two');
		expect(begun.length).toBeLessThan(5);
	});
});
