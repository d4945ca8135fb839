import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { sqlText } from '#functions/process-export/duckdb.ts';
import { PROCESS_EXPORT, useEmbeddedAws } from '../support/embedded.ts';
import { type LaidExport, layExport, lookAt, openTestDatabase, processExport } from '../support/processing.ts';

const aws = useEmbeddedAws();

const GOODBOOKS = '../shared/data/goodbooks-items';
/** No such dataset is known to Personalize. */
const UNKNOWN = { datasetGroup: 'books', datasetType: 'ITEMS' };
const HEADER = 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n';
const rowsFrom = (first: number, count: number) =>
	Array.from(
		{ length: count },
		(_, at) => `u${first + at},i${at % 7},${1_700_000_000 + at},Click,${at % 2 ? '' : at}\n`,
	).join('');
const PART = HEADER + rowsFrom(0, 2_000);

/** What a reader with DuckDB sees of the parts. */
const query = async ({ prefix }: Pick<LaidExport, 'prefix'>, select: string) => {
	const look = lookAt(aws.clients().s3, prefix);
	const folder = mkdtempSync(join(tmpdir(), 'read-'));
	const database = await openTestDatabase();
	try {
		for (const name of await look.names())
			if (name.endsWith('.parquet')) writeFileSync(join(folder, name), await look.read(name));
		return await database.query(
			'a test',
			`${select} FROM read_parquet(${sqlText(`${folder}/*.parquet`)}, filename = true)`,
		);
	} finally {
		database.close();
		rmSync(folder, { recursive: true });
	}
};

describe('ProcessExport', () => {
	it('makes a dataset with the schema’s types of what a watch has exported, tells it and notes it', async () => {
		const job = await aws.createExport({ seconds: '60', parts: '4' });
		const [watch = ''] = await aws.watchesOf(job);
		expect((await aws.endOf(watch)).status).toBe('SUCCEEDED');
		const { processingExecutionArn = '' } = (await aws.recordOf(job)) ?? {};
		const { status, output = '' } = await aws.endOf(processingExecutionArn);
		expect(status).toBe('SUCCEEDED');

		const prefix = `datasets/demo/INTERACTIONS/export=${job.split('/')[1]}/`;
		const location = `s3://processed/${prefix}`;
		expect(JSON.parse(output)).toMatchObject({ location, rows: 8000, rejectedRows: 0, columns: 5, parts: 4 });
		const look = lookAt(aws.clients().s3, prefix);
		expect(await look.names()).toEqual([
			'_manifest.json',
			'_profile.json',
			'_schema.json',
			...[0, 1, 2, 3].map((part) => `part-0000${part}.parquet`),
		]);
		expect(await query({ prefix }, 'SELECT count(*)::INT AS n, any_value(typeof("TIMESTAMP")) AS t')).toEqual([
			{ n: 8000, t: 'BIGINT' },
		]);
		const profile = await look.readJson('_profile.json');
		expect(profile.interactions).toMatchObject({
			from: expect.stringMatching(/^20\d\d-/),
			eventsPerType: { length: 3 },
		});
		const record = await aws.recordOf(job);
		expect(record).toMatchObject({ outcome: 'SUCCEEDED', dataset: { status: 'READY', location, rows: 8000 } });
		expect(await aws.datasetNotificationsOf(job)).toMatchObject([{ outcome: 'READY', rows: 8000, location }]);
	});

	it.skipIf(!existsSync(GOODBOOKS))(
		'takes a real export with commas, quotes, empty cells and many scripts whole',
		async () => {
			const parts = Object.fromEntries(
				readdirSync(GOODBOOKS).map((name) => [name, readFileSync(join(GOODBOOKS, name))]),
			);
			const { dataset, look } = await processExport(aws, await layExport(aws, parts, UNKNOWN));
			expect(dataset).toMatchObject({ rows: 10_000, rejectedRows: 0, columns: 7, parts: 4 });
			const { columnTypes } = await look.manifest();
			expect(columnTypes).toMatchObject({ TITLE: 'VARCHAR', PUBLICATION_YEAR: 'BIGINT', AVERAGE_RATING: 'DOUBLE' });
		},
	);

	it('goes by header and sniffer where the schema cannot be read, and says so', async () => {
		const numbers = 'ITEM_ID,PRICE,STOCK,ON_SALE,CODE\n007,1,3,true,\n008,2.5,4,false,x1\n';
		const more = 'ITEM_ID,STOCK,COLOUR\n9,5,rot\n';
		const { look } = await processExport(aws, await layExport(aws, { 'a.csv': numbers, 'b.csv': more }, UNKNOWN));
		expect(await look.readJson('_schema.json')).toMatchObject({ unread: 'ResourceNotFoundException' });
		expect((await look.manifest()).columnTypes).toEqual({
			ITEM_ID: 'VARCHAR',
			PRICE: 'DOUBLE',
			STOCK: 'BIGINT',
			ON_SALE: 'BOOLEAN',
			CODE: 'VARCHAR',
			COLOUR: 'VARCHAR',
		});
	});

	it('gives the same dataset in the same place when it runs again, and removes what only an earlier run had', async () => {
		const laid = await layExport(aws, { 'a.csv': PART, 'b.csv': PART });
		const first = await processExport(aws, laid);
		const manifest = await first.look.manifest();
		const part = await first.look.read('part-00001.parquet');
		const stray = { Bucket: 'processed', Key: `${laid.prefix}part-00007.parquet`, Body: 'of an earlier run' };
		await aws.clients().s3.send(new PutObjectCommand(stray));
		const second = await processExport(aws, laid);
		expect(second.dataset).toEqual(first.dataset);
		expect(await second.look.manifest()).toEqual(manifest);
		expect((await second.look.read('part-00001.parquet')).equals(part)).toBe(true);
		expect(await second.look.names()).not.toContain('part-00007.parquet');
		expect(await lookAt(aws.clients().s3, 'datasets/_staging/').names()).toEqual([]);
	});

	it('keeps the dataset of an earlier run as it was when a later one fails', async () => {
		const laid = await layExport(aws, { 'a.csv': PART });
		const { look } = await processExport(aws, laid);
		const before = await look.manifest();
		await aws.clients().s3.send(new DeleteObjectCommand({ Bucket: 'exports', Key: laid.manifest.files[0]?.key }));
		expect(await processExport(aws, laid)).toMatchObject({ status: 'FAILED', error: 'ProcessingFailed' });
		expect(await look.manifest()).toEqual(before);
	});

	it('tells and notes a failure, and says of the export what the watch has said', async () => {
		const job = await aws.createExport({ seconds: '60' });
		const [watch = ''] = await aws.watchesOf(job);
		await aws.endOf(watch);
		const { processingExecutionArn = '' } = (await aws.recordOf(job)) ?? {};
		await aws.endOf(processingExecutionArn);
		const { files } = await aws.manifestOf(job);
		await aws.clients().s3.send(new PutObjectCommand({ Bucket: 'exports', Key: files[1]?.key, Body: PART }));
		const input = {
			datasetExportJobArn: job,
			jobName: 'x',
			manifest: { bucket: 'manifests', key: `${job.split('/')[1]}/manifest.json` },
		};
		const { status, cause } = await aws.endOf(await aws.start(PROCESS_EXPORT, input));
		expect({ status, cause }).toEqual({
			status: 'FAILED',
			cause: expect.stringMatching(/^SourceChanged: .*part-00001\.csv/),
		});
		const record = await aws.recordOf(job);
		expect(record).toMatchObject({ outcome: 'SUCCEEDED', status: 'ACTIVE', dataset: { status: 'FAILED' } });
		expect((await aws.datasetNotificationsOf(job)).map(({ outcome }) => outcome)).toEqual(['READY', 'FAILED']);
	});
});

describe('what is no trouble', () => {
	const many = 'x'.repeat(1 << 20);
	it.each<[string, string | Buffer, number]>([
		['an empty part', '', 0],
		['a header only', HEADER, 0],
		['a byte-order mark', `\uFEFF${HEADER}${rowsFrom(0, 9)}`, 9],
		['CRLF', (HEADER + rowsFrom(0, 9)).replaceAll('\n', '\r\n'), 9],
		['line ends of both kinds', `${HEADER.replace('\n', '\r\n')}a,b,1,Click,\r\nc,d,2,Click,1.5\n`, 2],
		['blank lines', `${HEADER}\na,b,1,Click,\n\n\nc,d,2,Click,\n\n`, 2],
		['quotes and line breaks within cells', `${HEADER}"a ""b"", c",i,1,"x\ny\r\nz",\nd,e 5" f,2,Click,\n`, 2],
		['a cell of 1 MB', `${HEADER}a,b,1,${many},\nc,d,2,"${many}",\n`, 2],
		['a last line without an end', `${HEADER}a,b,1,Click,\nc,d,2,Click,2`, 2],
		['gzip', gzipSync(HEADER + rowsFrom(0, 9)), 9],
		[
			'columns in another order, and one left out that may be',
			'TIMESTAMP,EVENT_TYPE,USER_ID,ITEM_ID\n5,Click,a,b\n',
			1,
		],
		['whole numbers with a zero behind the point', `${HEADER}a,b,1700000000.0,Click,\n`, 1],
	])('%s', async (_case, odd, rows) => {
		const laid = await layExport(aws, { '0.csv': odd, '1.csv': PART });
		const { status, dataset, look, cause } = await processExport(aws, laid);
		expect({ status, cause }).toEqual({ status: 'SUCCEEDED' });
		expect(dataset).toMatchObject({ rows: 2_000 + rows, rejectedRows: 0, parts: 2, columns: 5 });
		expect((await look.manifest()).files[0]).toMatchObject({ rowsIn: rows, rowsOut: rows, rejects: 0 });
		expect((await query(laid, 'SELECT count(*)::INT AS n'))[0]).toEqual({ n: 2_000 + rows });
	});

	it('headers that differ: one set of columns, and none of the cells left out', async () => {
		const wider = 'ITEM_ID,USER_ID,TIMESTAMP,EVENT_TYPE,DEVICE\ni,u,1,Click,phone\n';
		const laid = await layExport(aws, { 'a.csv': PART, 'b.csv': wider });
		const { dataset } = await processExport(aws, laid);
		expect(dataset).toMatchObject({ rows: 2_001, columns: 6 });
		expect(await query(laid, 'SELECT "DEVICE" AS d, "USER_ID" AS u, count(*) OVER ()::INT AS n')).toContainEqual({
			d: 'phone',
			u: 'u',
			n: 2_001,
		});
	});

	it('a dataset of nothing but empty files, which has its columns all the same', async () => {
		const laid = await layExport(aws, { 'a.csv': '', 'b.csv': HEADER });
		expect((await processExport(aws, laid)).dataset).toMatchObject({ rows: 0, columns: 5, parts: 2 });
		expect(await query(laid, 'SELECT count("EVENT_VALUE")::INT AS n')).toEqual([{ n: 0 }]);
	});
});

describe('rows that do not fit', () => {
	const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
	it.each<[string, Buffer, { line: number; kind: string; column?: string }]>([
		[
			'invalid UTF-8',
			bytes(HEADER, 'a,b,1,Click,\nc,', [0xff, 0xfe], ',2,Click,\n'),
			{ line: 3, kind: 'INVALID_UTF8' },
		],
		['a truncated last line', bytes(HEADER, 'a,"b\nb",1,Click,\nc,d,2'), { line: 4, kind: 'TOO_FEW_CELLS' }],
		['a file that ends within quotes', bytes(HEADER, 'a,b,1,Click,\nc,d,2,"Cl'), { line: 3, kind: 'UNCLOSED_QUOTE' }],
		['too many cells', bytes(HEADER, 'a,b,1,Click,,x\n'), { line: 2, kind: 'TOO_MANY_CELLS' }],
		[
			'text for a number',
			bytes(HEADER, 'a,b,noon,Click,\n'),
			{ line: 2, kind: 'NOT_OF_THE_TYPE', column: 'TIMESTAMP' },
		],
		[
			'a fraction for a whole number',
			bytes(HEADER, 'a,b,1.5,Click,\n'),
			{ line: 2, kind: 'NOT_OF_THE_TYPE', column: 'TIMESTAMP' },
		],
		[
			'an empty cell of a required number',
			bytes(HEADER, 'a,b,,Click,\n'),
			{ line: 2, kind: 'REQUIRED_CELL_EMPTY', column: 'TIMESTAMP' },
		],
		['broken quotes', bytes(HEADER, 'a,"b"b,1,Click,\n'), { line: 2, kind: 'BROKEN_QUOTES' }],
	])('%s: rejected with line and reason, all others kept', async (_case, odd, reject) => {
		const laid = await layExport(aws, { '0.csv': odd, '1.csv': PART });
		const { status, dataset, look, cause } = await processExport(aws, laid);
		expect({ status, cause }).toEqual({ status: 'SUCCEEDED' });
		const rowsIn = (await look.manifest()).files[0]?.rowsIn ?? 0;
		expect(dataset).toMatchObject({ rows: 2_000 + rowsIn - 1, rejectedRows: 1 });
		expect(await look.rejects('_rejects/part-00000.jsonl')).toMatchObject([
			{ ...reject, reason: expect.any(String), row: expect.any(String) },
		]);
	});

	it('fail the processing past the tolerated share, and stay where one can look at them', async () => {
		const laid = await layExport(aws, { 'a.csv': `${PART}a,b,x,c,\na,b,secret,c,\na,b,z,c,\n` });
		const { error, cause = '', executionArn = '', look } = await processExport(aws, laid);
		expect({ error, cause }).toEqual({
			error: 'ProcessingFailed',
			cause: expect.stringMatching(
				/^TooManyRejects: 3 of 2003 rows do not fit the schema, more than the tolerated share of 0\.001/,
			),
		});
		const rejects = /s3:\/\/processed\/(\S+_rejects\/)/.exec(cause)?.[1] ?? '';
		expect(await lookAt(aws.clients().s3, rejects).names()).toEqual(['part-00000.jsonl']);
		expect(await look.names()).toEqual([]);
		const history = JSON.stringify(await aws.historyOf(executionArn));
		expect(history).not.toContain('secret');
	});

	it('count by their bytes too: a quote that is never closed hides the rest of a file', async () => {
		const laid = await layExport(aws, { 'a.csv': `${PART}"a,b,1,c,\n${rowsFrom(0, 2_000)}` });
		expect((await processExport(aws, laid)).cause).toMatch(/^TooManyRejects: .* bytes, in 1 rows/);
	});
});

describe('what fails the processing, by name', () => {
	it.each<[string, Readonly<Record<string, string | Buffer>>, RegExp]>([
		[
			'a required field that the header lacks',
			{ 'a.csv': 'USER_ID,TIMESTAMP,EVENT_TYPE\na,1,b\n' },
			/^RequiredColumnMissing: laid-\d+\/a\.csv lacks ITEM_ID/,
		],
		[
			'another team’s file',
			{ 'a.csv': PART, 'report.csv': 'region,revenue\nnorth,12\n' },
			/^ForeignFile: laid-\d+\/report\.csv has no column/,
		],
		[
			'a header with a name twice',
			{ 'a.csv': 'USER_ID,user_id\na,b\n' },
			/^HeaderInvalid: .* two columns have the same name/,
		],
		[
			'headers that differ in the case of letters only',
			{ 'a.csv': PART, 'b.csv': 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,event_value\n' },
			/^HeaderInvalid: the header of laid-\d+\/b\.csv .* other letters/,
		],
		['a header that never ends', { 'a.csv': 'x'.repeat(100_000) }, /^HeaderInvalid: .* no line end/],
		['a header that is not UTF-8', { 'a.csv': Buffer.from([0xff, 0xfe, 0x0a, 0x41]) }, /^HeaderInvalid: .* not UTF-8/],
		[
			'gzip that breaks off',
			{ 'a.csv': gzipSync(HEADER + rowsFrom(0, 40_000)).subarray(0, 90_000) },
			/^BatchesFailed: 1 of 1 batches failed: SourceUnreadable: .* not whole gzip/,
		],
	])('%s', async (_case, parts, cause) => {
		const { status, error, ...end } = await processExport(aws, await layExport(aws, parts));
		expect({ status, error, cause: end.cause }).toEqual({
			status: 'FAILED',
			error: 'ProcessingFailed',
			cause: expect.stringMatching(cause),
		});
	});

	it('a part that has vanished', async () => {
		const laid = await layExport(aws, { 'a.csv': PART, 'b.csv': PART });
		await aws.clients().s3.send(new DeleteObjectCommand({ Bucket: 'exports', Key: laid.manifest.files[1]?.key }));
		expect((await processExport(aws, laid)).cause).toMatch(/^SourceVanished: laid-\d+\/b\.csv/);
	});

	it('a part that has changed', async () => {
		const laid = await layExport(aws, { 'a.csv': PART });
		await aws
			.clients()
			.s3.send(new PutObjectCommand({ Bucket: 'exports', Key: laid.manifest.files[0]?.key, Body: `${PART}x` }));
		expect((await processExport(aws, laid)).cause).toMatch(/^SourceChanged: laid-\d+\/a\.csv/);
	});

	it('a manifest that is not there, and an input that is none', async () => {
		const laid = await layExport(aws, {});
		const manifest = { bucket: 'manifests', key: 'nowhere.json' };
		expect((await processExport(aws, { ...laid, input: { ...laid.input, manifest } })).cause).toMatch(
			/^ManifestUnreadable: .*nowhere/,
		);
		const end = await aws.endOf(await aws.start(PROCESS_EXPORT, { jobName: 1 }));
		expect(end).toMatchObject({ status: 'FAILED', error: 'ProcessingFailed' });
	});
});
