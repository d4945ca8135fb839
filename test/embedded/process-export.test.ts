import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { sqlText } from '#functions/process-export/duckdb.ts';
import { PROCESS_EXPORT, useEmbeddedAws } from '../support/embedded.ts';
import { processExport, processedFolder, type StoredExport, storeExport } from '../support/processing.ts';
import { openTestDatabase } from '../support/test-database.ts';

const aws = useEmbeddedAws();

const GOODBOOKS = '../shared/data/goodbooks-items';
/** A dataset that Personalize does not know. */
const UNKNOWN = { datasetGroup: 'books', datasetType: 'ITEMS' };
const HEADER = 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n';
const rowsFrom = (first: number, count: number) =>
	Array.from(
		{ length: count },
		(_, at) => `u${first + at},i${at % 7},${1_700_000_000 + at},Click,${at % 2 ? '' : at}\n`,
	).join('');
const PART = HEADER + rowsFrom(0, 2_000);

/** Queries the parts as a reader with DuckDB does. */
const query = async ({ prefix }: Pick<StoredExport, 'prefix'>, select: string) => {
	const processed = processedFolder(aws.clients().s3, prefix);
	const folder = mkdtempSync(join(tmpdir(), 'read-'));
	const database = await openTestDatabase();
	try {
		for (const name of await processed.names())
			if (name.endsWith('.parquet')) writeFileSync(join(folder, name), await processed.read(name));
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
	it('makes a dataset with the schema’s types from what a watch has exported, records it and notifies', async () => {
		const job = await aws.createExport({ seconds: '60', parts: '4' });
		const [watch = ''] = await aws.watchesOf(job);
		expect((await aws.endOf(watch)).status).toBe('SUCCEEDED');
		const { processingExecutionArn = '' } = (await aws.recordOf(job)) ?? {};
		const { status, output = '' } = await aws.endOf(processingExecutionArn);
		expect(status).toBe('SUCCEEDED');

		const prefix = `datasets/demo/INTERACTIONS/export=${job.split('/')[1]}/`;
		const location = `s3://processed/${prefix}`;
		expect(JSON.parse(output)).toMatchObject({ location, rows: 8000, rejectedRows: 0, columns: 5, parts: 4 });
		const folder = processedFolder(aws.clients().s3, prefix);
		const { publication, schema, profile } = await folder.manifest();
		expect(await folder.names()).toEqual([
			'_manifest.json',
			profile,
			schema,
			...[0, 1, 2, 3].map((part) => `part-0000${part}-${publication}.parquet`),
		]);
		expect(await query({ prefix }, 'SELECT count(*)::INT AS n, any_value(typeof("TIMESTAMP")) AS t')).toEqual([
			{ n: 8000, t: 'BIGINT' },
		]);
		expect((await folder.readJson(profile)).interactions).toMatchObject({
			from: expect.stringMatching(/^20\d\d-/),
			eventsPerType: { length: 3 },
		});
		const record = await aws.recordOf(job);
		expect(record).toMatchObject({ outcome: 'SUCCEEDED', dataset: { status: 'READY', location, rows: 8000 } });
		expect(await aws.datasetNotificationsOf(job)).toMatchObject([{ outcome: 'READY', rows: 8000, location }]);
	});

	it.skipIf(!existsSync(GOODBOOKS))(
		'converts every row of a real export with commas, quotes, empty cells and many scripts',
		async () => {
			const parts = Object.fromEntries(
				readdirSync(GOODBOOKS).map((name) => [name, readFileSync(join(GOODBOOKS, name))]),
			);
			const { dataset, folder } = await processExport(aws, await storeExport(aws, parts, UNKNOWN));
			expect(dataset).toMatchObject({ rows: 10_000, rejectedRows: 0, columns: 7, parts: 4 });
			const { columnTypes } = await folder.manifest();
			expect(columnTypes).toMatchObject({ TITLE: 'VARCHAR', PUBLICATION_YEAR: 'BIGINT', AVERAGE_RATING: 'DOUBLE' });
		},
	);

	it('takes columns from headers and types from the sniffer if the schema cannot be read, and says so', async () => {
		const numbers = 'ITEM_ID,PRICE,STOCK,ON_SALE,CODE\n007,1,3,true,\n008,2.5,4,false,x1\n';
		const more = 'ITEM_ID,STOCK,COLOUR\n9,5,rot\n';
		const { folder } = await processExport(aws, await storeExport(aws, { 'a.csv': numbers, 'b.csv': more }, UNKNOWN));
		expect(await folder.readJson((await folder.manifest()).schema)).toMatchObject({
			unread: 'ResourceNotFoundException',
		});
		expect((await folder.manifest()).columnTypes).toEqual({
			ITEM_ID: 'VARCHAR',
			PRICE: 'DOUBLE',
			STOCK: 'BIGINT',
			ON_SALE: 'BOOLEAN',
			CODE: 'VARCHAR',
			COLOUR: 'VARCHAR',
		});
	});

	it('makes the same dataset when it runs again, and deletes the files that only the previous run wrote', async () => {
		const stored = await storeExport(aws, { 'a.csv': PART, 'b.csv': PART });
		const first = await processExport(aws, stored);
		const before = await first.folder.manifest();
		const part = await first.folder.read(before.files[1]?.part ?? '');
		const stray = { Bucket: 'processed', Key: `${stored.prefix}part-00007.parquet`, Body: 'of the previous run' };
		await aws.clients().s3.send(new PutObjectCommand(stray));
		const second = await processExport(aws, stored);
		expect(second.dataset).toEqual(first.dataset);
		const after = await second.folder.manifest();
		const rename = (json: string) => json.replaceAll(before.publication, after.publication);
		expect(after).toEqual(JSON.parse(rename(JSON.stringify(before))));
		expect((await second.folder.read(after.files[1]?.part ?? '')).equals(part)).toBe(true);
		const { schema, profile, files } = after;
		expect(await second.folder.names()).toEqual(['_manifest.json', profile, schema, ...files.map(({ part }) => part)]);
		expect(await processedFolder(aws.clients().s3, 'datasets/_staging/').names()).toEqual([]);
	});

	it('keeps the dataset of the previous run when it fails', async () => {
		const stored = await storeExport(aws, { 'a.csv': PART });
		const { folder } = await processExport(aws, stored);
		const before = await folder.manifest();
		await aws.clients().s3.send(new DeleteObjectCommand({ Bucket: 'exports', Key: stored.manifest.files[0]?.key }));
		expect(await processExport(aws, stored)).toMatchObject({ status: 'FAILED', error: 'ProcessingFailed' });
		expect(await folder.manifest()).toEqual(before);
	});

	it('records a failure beside the dataset that stands, notifies, and leaves the outcome of the export as it is', async () => {
		const job = await aws.createExport({ seconds: '60' });
		const [watch = ''] = await aws.watchesOf(job);
		await aws.endOf(watch);
		const { processingExecutionArn = '' } = (await aws.recordOf(job)) ?? {};
		await aws.endOf(processingExecutionArn);
		const { files } = await aws.manifestOf(job);
		await aws.clients().s3.send(new PutObjectCommand({ Bucket: 'exports', Key: files[1]?.key, Body: PART }));
		const input = {
			datasetExportJobArn: job,
			jobName: job.split('/')[1],
			manifest: { bucket: 'manifests', key: `${job.split('/')[1]}/manifest.json` },
		};
		const { status, cause } = await aws.endOf(await aws.start(PROCESS_EXPORT, input));
		expect({ status, cause }).toEqual({
			status: 'FAILED',
			cause: expect.stringMatching(/^SourceChanged: .*part-00001\.csv/),
		});
		const record = await aws.recordOf(job);
		expect(record).toMatchObject({ outcome: 'SUCCEEDED', status: 'ACTIVE', dataset: { status: 'READY' } });
		expect(record).toMatchObject({ datasetFailure: { status: 'FAILED', reason: cause } });
		expect((await aws.datasetNotificationsOf(job)).map(({ outcome }) => outcome)).toEqual(['READY', 'FAILED']);
	});
});

describe('ProcessExport converts', () => {
	const many = 'x'.repeat(1 << 20);
	it.each<[string, string | Buffer, number]>([
		['an empty part', '', 0],
		['a header only', HEADER, 0],
		['a byte-order mark', `\uFEFF${HEADER}${rowsFrom(0, 9)}`, 9],
		['CRLF', (HEADER + rowsFrom(0, 9)).replaceAll('\n', '\r\n'), 9],
		['carriage returns alone', (HEADER + rowsFrom(0, 9)).replaceAll('\n', '\r'), 9],
		['line ends of both kinds', `${HEADER.replace('\n', '\r\n')}a,b,1,Click,\r\nc,d,2,Click,1.5\n`, 2],
		['blank lines', `${HEADER}\na,b,1,Click,\n\n\nc,d,2,Click,\n\n`, 2],
		['blank lines before the header', `\n\r\n${HEADER}a,b,1,Click,\n`, 1],
		['quotes and line breaks within cells', `${HEADER}"a ""b"", c",i,1,"x\ny\r\nz",\nd,e 5" f,2,Click,\n`, 2],
		['a cell of 1 MB', `${HEADER}a,b,1,${many},\nc,d,2,"${many}",\n`, 2],
		['a last line without an end', `${HEADER}a,b,1,Click,\nc,d,2,Click,2`, 2],
		['gzip', gzipSync(HEADER + rowsFrom(0, 9)), 9],
		['columns in another order, without an optional one', 'TIMESTAMP,EVENT_TYPE,USER_ID,ITEM_ID\n5,Click,a,b\n', 1],
		['whole numbers with a zero after the point', `${HEADER}a,b,1700000000.0,Click,\n`, 1],
	])('%s', async (_case, odd, rows) => {
		const stored = await storeExport(aws, { '0.csv': odd, '1.csv': PART });
		const { status, dataset, folder, cause } = await processExport(aws, stored);
		expect({ status, cause }).toEqual({ status: 'SUCCEEDED' });
		expect(dataset).toMatchObject({ rows: 2_000 + rows, rejectedRows: 0, parts: 2, columns: 5 });
		expect((await folder.manifest()).files[0]).toMatchObject({ rowsIn: rows, rowsOut: rows, rejects: 0 });
		expect((await query(stored, 'SELECT count(*)::INT AS n'))[0]).toEqual({ n: 2_000 + rows });
	});

	it('files with different headers, with one list of columns and every cell', async () => {
		const wider = 'ITEM_ID,USER_ID,TIMESTAMP,EVENT_TYPE,DEVICE\ni,u,1,Click,phone\n';
		const stored = await storeExport(aws, { 'a.csv': PART, 'b.csv': wider });
		const { dataset } = await processExport(aws, stored);
		expect(dataset).toMatchObject({ rows: 2_001, columns: 6 });
		expect(await query(stored, 'SELECT "DEVICE" AS d, "USER_ID" AS u, count(*) OVER ()::INT AS n')).toContainEqual({
			d: 'phone',
			u: 'u',
			n: 2_001,
		});
	});

	it('an export without files, to a dataset without parts', async () => {
		const stored = await storeExport(aws, {});
		const { dataset, folder, cause } = await processExport(aws, stored);
		expect(cause).toBeUndefined();
		expect(dataset).toMatchObject({ rows: 0, columns: 5, parts: 0 });
		const { profile, files } = await folder.manifest();
		expect(files).toEqual([]);
		expect(await folder.readJson(profile)).toMatchObject({ rows: 0, columns: { length: 5 } });
	});

	it('empty files only, to a dataset that has columns', async () => {
		const stored = await storeExport(aws, { 'a.csv': '', 'b.csv': HEADER });
		expect((await processExport(aws, stored)).dataset).toMatchObject({ rows: 0, columns: 5, parts: 2 });
		expect(await query(stored, 'SELECT count("EVENT_VALUE")::INT AS n')).toEqual([{ n: 0 }]);
	});
});

describe('a row that does not fit', () => {
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
	])('is rejected with line and reason, and no other row is: %s', async (_case, odd, reject) => {
		const stored = await storeExport(aws, { '0.csv': odd, '1.csv': PART });
		const { status, dataset, folder, cause } = await processExport(aws, stored);
		expect({ status, cause }).toEqual({ status: 'SUCCEEDED' });
		const { files, rejects } = await folder.manifest();
		const rowsIn = files[0]?.rowsIn ?? 0;
		expect(dataset).toMatchObject({ rows: 2_000 + rowsIn - 1, rejectedRows: 1 });
		expect(await folder.rejects(rejects[0] ?? '')).toMatchObject([
			{ ...reject, reason: expect.any(String), row: expect.any(String) },
		]);
	});

	it('fails the processing beyond the tolerated share, and can be read in the staging folder', async () => {
		const stored = await storeExport(aws, { 'a.csv': `${PART}a,b,x,c,\na,b,secret,c,\na,b,z,c,\n` });
		const { error, cause = '', executionArn = '', folder } = await processExport(aws, stored);
		expect({ error, cause }).toEqual({
			error: 'ProcessingFailed',
			cause: expect.stringMatching(
				/^TooManyRejects: 3 of 2003 rows do not fit the schema, more than the tolerated share of 0\.001/,
			),
		});
		const rejects = /s3:\/\/processed\/(\S+_rejects\/)/.exec(cause)?.[1] ?? '';
		expect(await processedFolder(aws.clients().s3, rejects).names()).toEqual(['part-00000.jsonl']);
		expect(await folder.names()).toEqual([]);
		const history = JSON.stringify(await aws.historyOf(executionArn));
		expect(history).not.toContain('secret');
	});

	it('counts by its bytes too: a quote that is never closed makes the rest of a file one row', async () => {
		const stored = await storeExport(aws, { 'a.csv': `${PART}"a,b,1,c,\n${rowsFrom(0, 2_000)}` });
		expect((await processExport(aws, stored)).cause).toMatch(/^TooManyRejects: .* bytes, in 1 rows/);
	});
});

describe('ProcessExport fails by the name of the error', () => {
	it.each<[string, Readonly<Record<string, string | Buffer>>, RegExp]>([
		[
			'for a required field that the header lacks',
			{ 'a.csv': 'USER_ID,TIMESTAMP,EVENT_TYPE\na,1,b\n' },
			/^RequiredColumnMissing: stored-\d+\/a\.csv lacks ITEM_ID/,
		],
		[
			'for another team’s file',
			{ 'a.csv': PART, 'report.csv': 'region,revenue\nnorth,12\n' },
			/^ForeignFile: stored-\d+\/report\.csv has no column of this dataset: its first line has 2 cells, none of them a name of the 5 columns/,
		],
		[
			'for a file with another separator',
			{ 'a.csv': PART.replaceAll(',', ';') },
			/^ForeignFile: .* its first line has 1 cell, .* a separator other than a comma/,
		],
		['for a file without a header line', { 'a.csv': rowsFrom(0, 9) }, /^ForeignFile: .* it may have no header line/],
		[
			'for a header in small letters',
			{ 'a.csv': PART.replace(HEADER, HEADER.toLowerCase()) },
			/^HeaderInvalid: .* capital letters only/,
		],
		[
			'for a header with a name twice',
			{ 'a.csv': 'USER_ID,user_id\na,b\n' },
			/^HeaderInvalid: .* two columns have the same name/,
		],
		[
			'for headers that differ in capital letters only',
			{ 'a.csv': PART, 'b.csv': 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,event_value\n' },
			/^HeaderInvalid: the header of stored-\d+\/b\.csv .* capital letters only/,
		],
		[
			'for a header with a quote too many',
			{ 'a.csv': 'USER_ID,ITEM_ID,"TIMESTAMP""\nu,i,1\n' },
			/^HeaderInvalid: .* its quotes are broken/,
		],
		['for a header that never ends', { 'a.csv': 'x'.repeat(100_000) }, /^HeaderInvalid: .* no line end/],
		[
			'for a NUL byte in a header',
			{ 'a.csv': 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,X\0Y\nu,i,1,c,x\n' },
			/^HeaderInvalid: .* a column has a NUL byte/,
		],
		[
			'for more than 1,000 columns',
			{ 'a.csv': `${HEADER.trim()},${Array.from({ length: 996 }, (_, at) => `C${at}`).join()}\n` },
			/^TooManyColumns: the files have 1001 columns together; a dataset may have at most 1000$/,
		],
		[
			'for a header with a quote too many before many rows, all of which it would swallow',
			{ 'a.csv': `USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,"EVENT_VALUE""\n${rowsFrom(0, 50_000)}` },
			/^HeaderInvalid: .* its first 65536 bytes do not close a quote/,
		],
		[
			'for a header that is not UTF-8',
			{ 'a.csv': Buffer.from([0xff, 0xfe, 0x0a, 0x41]) },
			/^HeaderInvalid: .* not UTF-8/,
		],
		[
			'for gzip that breaks off',
			{ 'a.csv': gzipSync(HEADER + rowsFrom(0, 40_000)).subarray(0, 90_000) },
			/^BatchesFailed: 1 of 1 batches failed: SourceUnreadable: .* not whole gzip/,
		],
	])('%s', async (_case, parts, cause) => {
		const { status, error, ...end } = await processExport(aws, await storeExport(aws, parts));
		expect({ status, error, cause: end.cause }).toEqual({
			status: 'FAILED',
			error: 'ProcessingFailed',
			cause: expect.stringMatching(cause),
		});
	});

	it('for a file that has vanished', async () => {
		const stored = await storeExport(aws, { 'a.csv': PART, 'b.csv': PART });
		await aws.clients().s3.send(new DeleteObjectCommand({ Bucket: 'exports', Key: stored.manifest.files[1]?.key }));
		expect((await processExport(aws, stored)).cause).toMatch(/^SourceVanished: stored-\d+\/b\.csv/);
	});

	it('for a file that has changed', async () => {
		const stored = await storeExport(aws, { 'a.csv': PART });
		await aws
			.clients()
			.s3.send(new PutObjectCommand({ Bucket: 'exports', Key: stored.manifest.files[0]?.key, Body: `${PART}x` }));
		expect((await processExport(aws, stored)).cause).toMatch(/^SourceChanged: stored-\d+\/a\.csv/);
	});

	it('for the manifest of another job, and for one that lists a file twice', async () => {
		const [stored, other] = [await storeExport(aws, { 'a.csv': PART }), await storeExport(aws, { 'a.csv': PART })];
		const input = { ...stored.input, manifest: other.input.manifest };
		expect((await processExport(aws, { ...stored, input })).cause).toMatch(
			/^ManifestMismatch: the manifest s3:\/\/manifests\/stored-\d+\/manifest\.json has the datasetExportJobArn/,
		);
		const { bucket: Bucket, key: Key } = stored.input.manifest;
		const files = [...stored.manifest.files, ...stored.manifest.files];
		const Body = JSON.stringify({ ...stored.manifest, files });
		await aws.clients().s3.send(new PutObjectCommand({ Bucket, Key, Body }));
		expect((await processExport(aws, stored)).cause).toMatch(
			/^FileListedTwice: .* lists s3:\/\/exports\/stored-\d+\/a\.csv twice/,
		);
	});

	it('for any input that is not its own', async () => {
		const { input } = await storeExport(aws, { 'a.csv': PART });
		const invalid = [
			5,
			null,
			'x',
			[],
			{ ...input, datasetExportJobArn: '' },
			{ ...input, datasetExportJobArn: 'x'.repeat(100_000) },
			{ ...input, jobName: 'other' },
			{ ...input, manifest: { bucket: 'arn:aws:s3:us-east-1:1:accesspoint/x', key: 'k' } },
		];
		for (const each of invalid) {
			const end = await aws.endOf(await aws.start(PROCESS_EXPORT, each as object));
			expect(end).toMatchObject({ error: 'ProcessingFailed', cause: expect.stringMatching(/^StepInputInvalid: /) });
		}
	});

	it('for a missing manifest, and for an invalid input', async () => {
		const stored = await storeExport(aws, {});
		const manifest = { bucket: 'manifests', key: 'nowhere.json' };
		expect((await processExport(aws, { ...stored, input: { ...stored.input, manifest } })).cause).toMatch(
			/^ManifestUnreadable: .*nowhere/,
		);
		const end = await aws.endOf(await aws.start(PROCESS_EXPORT, { jobName: 1 }));
		expect(end).toMatchObject({ status: 'FAILED', error: 'ProcessingFailed' });
	});
});

describe('two runs at the same time over different files', () => {
	it('leave the dataset of one of them, whole, and whoever reads meanwhile finds one as whole', async () => {
		const one = await storeExport(aws, { 'a.csv': PART, 'b.csv': PART, 'c.csv': PART });
		const two = await storeExport(aws, { 'a.csv': HEADER + rowsFrom(0, 10), 'b.csv': HEADER + rowsFrom(0, 11) });
		const manifest = { bucket: 'manifests', key: 'other.json' };
		const listed = JSON.stringify({ ...one.manifest, files: two.manifest.files });
		const { bucket: Bucket, key: Key } = manifest;
		await aws.clients().s3.send(new PutObjectCommand({ Bucket, Key, Body: listed }));
		const inputs = [one.input, { ...one.input, manifest }];
		await processExport(aws, one);
		const folder = processedFolder(aws.clients().s3, one.prefix);

		const executions = await Promise.all(inputs.map((input) => aws.start(PROCESS_EXPORT, input)));
		let running = executions.length;
		const ends = Promise.all(executions.map((execution) => aws.endOf(execution).finally(() => running--)));
		const read: number[] = [];
		while (running > 0) read.push(await readRows(folder));
		for (const { status, cause = '' } of await ends) {
			expect(status === 'SUCCEEDED' || cause.startsWith('DatasetReplaced: '), cause).toBe(true);
		}
		read.push(await readRows(folder));
		expect(read.filter((rows) => rows !== 6_000 && rows !== 21)).toEqual([]);
		const { publication, files } = await folder.manifest();
		const parts = (await folder.names()).filter((name) => name.endsWith('.parquet'));
		expect(parts).toEqual(files.map(({ part }) => part));
		expect(parts.every((part) => part.includes(publication))).toBe(true);
	});

	/** The rows of the parts that the manifest names; again, if a part is gone because the manifest was replaced. */
	const readRows = async (folder: ReturnType<typeof processedFolder>): Promise<number> => {
		for (;;) {
			const { publication, files } = await folder.manifest();
			try {
				const parts = await Promise.all(files.map(({ part }) => folder.read(part)));
				return await countRows(parts);
			} catch (error) {
				expect((error as Error).name).toBe('NoSuchKey');
				expect((await folder.manifest()).publication).not.toBe(publication);
			}
		}
	};
	const countRows = async (parts: readonly Buffer[]): Promise<number> => {
		const folder = mkdtempSync(join(tmpdir(), 'read-'));
		const database = await openTestDatabase();
		try {
			for (const [at, part] of parts.entries()) writeFileSync(join(folder, `${at}.parquet`), part);
			const count = `SELECT count(*)::INT AS n FROM read_parquet(${sqlText(`${folder}/*.parquet`)})`;
			return Number((await database.query('a test', count))[0]?.n);
		} finally {
			database.close();
			rmSync(folder, { recursive: true });
		}
	};
});

describe('a step of ProcessExport that is invoked with what somebody has made up', () => {
	let forged = 0;
	const invoke = async (FunctionName: string, payload: object) => {
		const { FunctionError, Payload } = await aws
			.clients()
			.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }));
		return { FunctionError, ...JSON.parse(Payload?.transformToString() ?? 'null') };
	};
	/** Answers the hash of what it put. */
	const put = async (Key: string, body: unknown): Promise<string> => {
		const Body = JSON.stringify(body);
		await aws.clients().s3.send(new PutObjectCommand({ Bucket: 'processed', Key, Body }));
		return createHash('sha256').update(Body).digest('hex');
	};
	const names = async () => (await processedFolder(aws.clients().s3, '').names()).sort();

	/** The staging folder of a run whose files have been converted, with a result that no step has made. */
	const forge = async (executionName: string, result: object) => {
		const stored = await storeExport(aws, { 'a.csv': PART });
		const { datasetExportJobArn } = stored.input;
		const [file] = stored.manifest.files;
		const source = { ...file, index: 0, isGzip: false, header: ['A'], rowsAt: { line: 2, byte: 2 }, lineEnd: '\n' };
		const staging = `datasets/_staging/${executionName}/`;
		const batches = [await put(`${staging}batches/00000.json`, { files: [source] })];
		const location = { bucket: 'exports', prefix: '' };
		const plan = { datasetExportJobArn, columns: [], schema: {}, batches, location };
		const planSha256 = await put(`${staging}plan.json`, plan);
		const counts = { rowsIn: 0, rowsOut: 0, rejects: 0, csvBytes: 9, rejectedBytes: 0, bytes: 9 };
		const converted = { files: [{ index: 0, eTag: file?.eTag, ...counts, ...result }] };
		const sha256 = await put(`${staging}results/00000.json`, converted);
		return { input: stored.input, executionName, planSha256, results: [{ batch: 0, sha256 }] };
	};

	/** A run up to the publication, step by step. */
	const convertStepByStep = async (executionName: string) => {
		const { input, prefix } = await storeExport(aws, { 'a.csv': PART });
		let planned = await invoke('PlanBatches', { input, executionName });
		// the workflow would wait and try again
		while (planned.errorType === 'ServiceThrottled') {
			vi.setSystemTime(Date.now() + 1_000);
			planned = await invoke('PlanBatches', { input, executionName });
		}
		expect(planned).toMatchObject({ executionName, fileCount: 1 });
		const { planSha256 } = planned;
		const convert = () => invoke('ConvertFiles', { batch: 0, planSha256, executionName });
		const { batch, sha256 } = await convert();
		const publish = (others: object = {}) =>
			invoke('PublishDataset', { input, executionName, planSha256, results: [{ batch, sha256 }], ...others });
		const staging = processedFolder(aws.clients().s3, `datasets/_staging/${executionName}/`);
		return { convert, publish, staging, folder: processedFolder(aws.clients().s3, prefix) };
	};

	it.each([
		['the columns of the plan', 'plan.json', (text: string) => text.replace('"BIGINT"', '"VARCHAR"')],
		['the key of a file', 'batches/00000.json', (text: string) => text.replace('a.csv', 'b.csv')],
		['the header of a file', 'batches/00000.json', (text: string) => text.replace('"USER_ID"', '"ITEM"')],
		['where the rows begin', 'batches/00000.json', (text: string) => text.replace('"byte": 49', '"byte": 99')],
		['the counts of a result', 'results/00000.json', (text: string) => text.replaceAll('2000', '1999')],
	])('publishes nothing after somebody has changed %s', async (_what, name, change) => {
		const { convert, publish, staging, folder } = await convertStepByStep(`changed-${forged++}`);
		const text = (await staging.read(name)).toString();
		const Key = `${staging.prefix}${name}`;
		expect(change(text)).not.toBe(text);
		await aws.clients().s3.send(new PutObjectCommand({ Bucket: 'processed', Key, Body: change(text) }));
		const refusal = {
			errorType: 'StagingInvalid',
			errorMessage: `${Key} cannot be used: it is not what this run has put there`,
		};
		expect(await publish()).toMatchObject(refusal);
		if (!name.startsWith('results')) expect(await convert()).toMatchObject(refusal);
		expect(await folder.names()).toEqual([]);
	});

	it('publishes nothing for another job than the one whose files were planned', async () => {
		const { publish, folder } = await convertStepByStep(`changed-${forged++}`);
		const { input } = await storeExport(aws, { 'a.csv': PART });
		expect(await publish({ input })).toMatchObject({
			errorType: 'StagingInvalid',
			errorMessage: expect.stringMatching(/^plan\.json cannot be used: it is of the job/),
		});
		expect(await folder.names()).toEqual([]);
		expect(await publish()).toMatchObject({ rows: 2_000 });
	});

	it.each<[string, object, RegExp]>([
		[
			'a negative index',
			{ index: -1 },
			/^datasets\/_staging\/forged\/results\/00000\.json cannot be used: files\.0\.index/,
		],
		['an index beyond the batch', { index: 1 }, /^the result of batch 0 cannot be used/],
		['another file', { eTag: 'other' }, /^the result of batch 0 cannot be used/],
		['a negative count', { rejects: -5, rowsOut: 5 }, /results\/00000\.json cannot be used: files\.0\.rejects/],
		['a text for a count', { rowsIn: '9' }, /results\/00000\.json cannot be used: files\.0\.rowsIn/],
	])('publishes no result with %s', async (_case, result, errorMessage) => {
		const request = await forge('forged', result);
		const before = await names();
		expect(await invoke('PublishDataset', request)).toMatchObject({
			FunctionError: 'Unhandled',
			errorType: 'StagingInvalid',
			errorMessage: expect.stringMatching(errorMessage),
		});
		expect(await names()).toEqual(before);
	});

	it('reads no part but the one of the result’s file, wherever the result points', async () => {
		const part = '../../../../exports/secret.parquet';
		const request = await forge('forged', { part, source: { index: 0, key: '../x' } });
		const before = await names();
		expect(await invoke('PublishDataset', request)).toMatchObject({
			errorType: 'StagingInvalid',
			errorMessage: 'datasets/_staging/forged/parts/part-00000.parquet cannot be used: it is not there',
		});
		expect(await names()).toEqual(before);
	});

	it.each([
		['PublishDataset', { planSha256: '', results: [] }],
		['ConvertFiles', { batch: 0, planSha256: '' }],
		['PlanBatches', {}],
	])('%s works in no other folder than that of an execution', async (name, partial) => {
		const { input } = await storeExport(aws, { 'a.csv': PART });
		const before = await names();
		for (const executionName of ['..', '../demo', 'a/b', '']) {
			expect(await invoke(name, { input, executionName, ...partial }), executionName).toMatchObject({
				errorType: 'StepInputInvalid',
			});
		}
		const jobName = '../../stolen';
		if (name !== 'ConvertFiles') {
			const forged = { input: { ...input, jobName }, executionName: 'x', ...partial };
			expect(await invoke(name, forged)).toMatchObject({ errorType: 'StepInputInvalid' });
		}
		expect(await names()).toEqual(before);
	});

	it('ConcludeProcessing removes no other folder than the staging of its execution', async () => {
		const stored = await storeExport(aws, { 'a.csv': PART });
		await processExport(aws, stored);
		const before = await names();
		const report = { outcome: 'READY', startedAt: new Date().toISOString(), input: stored.input };
		const staging = { bucket: 'processed', prefix: 'datasets/' };
		const executionArn = `${PROCESS_EXPORT.replace('stateMachine', 'execution')}:gone`;
		expect(await invoke('ConcludeProcessing', { ...report, executionArn, staging })).toMatchObject({ reason: '' });
		const outside = `${PROCESS_EXPORT.replace('stateMachine', 'execution')}:../demo`;
		expect(await invoke('ConcludeProcessing', { ...report, executionArn: outside })).toMatchObject({
			errorType: 'StepInputInvalid',
		});
		expect(await names()).toEqual(before);
	});
});
