import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import type { Column, ConvertedFile } from '#contracts/dataset-run.ts';
import { convertFile } from '#functions/process-export/convert-files/convert-file.ts';
import { fetchFile } from '#functions/process-export/convert-files/file-calls.ts';
import { HEAD_BYTES, readHead } from '#functions/process-export/csv/read-head.ts';
import { type Database, sqlText } from '#functions/process-export/duckdb.ts';
import { openTestDatabase } from './test-database.ts';

export interface Conversion {
	readonly counts: ConvertedFile;
	/** The rows of the part, as texts. */
	readonly rows: readonly (readonly (string | null)[])[];
	readonly rejects: readonly Readonly<Record<string, unknown>>[];
}

export const columnOf = (name: string, partial: Partial<Column> = {}): Column => ({
	name,
	type: 'VARCHAR',
	required: false,
	from: 'SCHEMA',
	...partial,
});

/** An S3 with one object. */
const holding = (bytes: Buffer) =>
	({ send: async () => ({ Body: Readable.from(chunksOf(bytes)) }) }) as unknown as S3Client;
const chunksOf = (bytes: Buffer): Buffer[] => (bytes.length > 0 ? [bytes] : []);

/** Converts files as ConvertFiles does, from the header on, without AWS. */
export const useConversion = (openDatabase: () => Promise<Database> = openTestDatabase) => {
	let database: Database;
	let folder: string;
	beforeAll(async () => {
		database = await openDatabase();
		folder = mkdtempSync(join(tmpdir(), 'conversion-'));
	});
	afterAll(() => {
		database.close();
		rmSync(folder, { recursive: true });
	});

	/** Without columns, all columns of the header are texts. */
	return async (
		content: string | Buffer,
		columns?: readonly Column[],
		{ maxBytes }: { readonly maxBytes?: number } = {},
	): Promise<Conversion> => {
		const bytes = Buffer.from(content as Buffer);
		const { rows: _rows, isWhole: _isWhole, ...head } = await readHead('a.csv', bytes.subarray(0, HEAD_BYTES));
		const header = [...head.header];
		const file = { index: 0, bucket: 'b', key: 'a.csv', size: bytes.length, eTag: 'e', ...head, header };
		// DuckDB caches what it has read by the path, so each conversion keeps its files in a folder of its own.
		const keptFolder = mkdtempSync(join(folder, 'kept-'));
		const kept = (name: string) => join(keptFolder, name.replaceAll('/', '-'));
		const counts = await convertFile(file, columns ?? header.map((name) => columnOf(name)), {
			database,
			workFolder: folder,
			fetch: (source, path) => fetchFile(holding(bytes), source, path, new AbortController().signal, maxBytes),
			upload: (path, name) => copyFile(path, kept(name)),
		});
		// The driver drops a byte-order mark at the beginning of a text.
		const select = `SELECT replace(COLUMNS(*)::VARCHAR, chr(65279), '<BOM>') FROM read_parquet(${sqlText(kept('part-00000.parquet'))})`;
		const rows = (await database.query('a test', select)).map((row) => Object.values(row) as (string | null)[]);
		const rejects = counts.rejects === 0 ? '' : readFileSync(kept('_rejects/part-00000.jsonl'), 'utf8');
		const lines = rejects.split('\n').filter(Boolean);
		return { counts, rows, rejects: lines.map((line) => JSON.parse(line)) };
	};
};
