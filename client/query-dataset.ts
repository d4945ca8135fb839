import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { DatasetManifest } from '#contracts/dataset.ts';
import { sqlName, sqlText } from '#functions/process-export/duckdb.ts';
import { mapConcurrently } from '#functions/process-export/map-concurrently.ts';
import type { S3Location } from '#functions/shared/s3-location.ts';
import type { Account } from './account.ts';
import { QueryFailed } from './errors.ts';
import { readCell } from './query-cells.ts';
import { readDatasetManifest } from './read-documents.ts';

/** A row has a value for each column: a number, a big integer, text, a boolean, null, or a list or object of those. */
export interface QueryResult {
	readonly columns: readonly { readonly name: string; readonly type: string }[];
	readonly rows: readonly (readonly unknown[])[];
	/** The statement gives more rows than `maxRows`. */
	readonly hasMore: boolean;
}

const CONCURRENT_FETCHES = 4;

/** @throws NotThere, QueryFailed, JobNotFound, BadRequest */
export const queryDataset = async (
	account: Account,
	job: string,
	sql: string,
	{ maxRows }: { readonly maxRows: number },
): Promise<QueryResult> => {
	const { manifest, location } = await readDatasetManifest(account, job);
	const folder = await mkdtemp(join(tmpdir(), 'exportwatch-'));
	try {
		const files = await mapConcurrently(manifest.files, CONCURRENT_FETCHES, async ({ part }, index) => {
			// a name of our own: a key may lead out of the folder
			const file = join(folder, `${index}.parquet`);
			await fetchPart(account, location, part, file);
			return file;
		});
		return await ask(viewSql(files, manifest), sql, folder, maxRows);
	} finally {
		await rm(folder, { recursive: true });
	}
};

const fetchPart = async (
	{ s3 }: Account,
	{ bucket, prefix }: S3Location,
	part: string,
	file: string,
): Promise<void> => {
	const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${part}` }));
	await pipeline(Body as Readable, createWriteStream(file));
};

/** A dataset without parts has its columns all the same. */
const viewSql = (files: readonly string[], { columnTypes }: DatasetManifest): string => {
	if (files.length > 0) return `FROM read_parquet([${files.map(sqlText).join(', ')}])`;
	const columns = Object.entries(columnTypes).map(([name, type]) => `NULL::${type} AS ${sqlName(name)}`);
	return `SELECT ${columns.join(', ')} WHERE false`;
};

/** DuckDB is loaded by the first query, because that takes a while. */
const ask = async (view: string, sql: string, folder: string, maxRows: number): Promise<QueryResult> => {
	const { DuckDBInstance } = await import('@duckdb/node-api');
	const instance = await DuckDBInstance.create(':memory:', { temp_directory: folder });
	const connection = await instance.connect();
	try {
		await connection.run(`CREATE VIEW dataset AS ${view}`);
		// from here on the statement reaches the parts, and no other file of this machine
		await connection.run(`SET allowed_directories = [${sqlText(folder)}]`);
		await connection.run('SET enable_external_access = false');
		await connection.run('SET lock_configuration = true');
		// what cannot be parsed, running it explains better
		const { count } = await connection.extractStatements(sql).catch(() => ({ count: 1 }));
		if (count !== 1) throw new QueryFailed(`give one statement, not ${count}`);
		const reader = await connection.runAndReadUntil(sql, maxRows + 1).catch((error: Error) => {
			throw new QueryFailed(error.message);
		});
		// every statement has a column; what has none is blank, or a comment
		if (reader.columnCount === 0) throw new QueryFailed('give one statement, not 0');
		const types = reader.columnTypes();
		const rows = reader.getRowsJson().slice(0, maxRows);
		return {
			columns: reader.columnNames().map((name, at) => ({ name, type: String(types[at]) })),
			rows: rows.map((row) => row.map((cell, at) => readCell(cell, String(types[at])))),
			hasMore: reader.currentRowCount > maxRows,
		};
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
};
