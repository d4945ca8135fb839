import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { DuckDBInstance } from '@duckdb/node-api';
import { readS3Location } from '#functions/shared/s3-location.ts';
import { enterEmbeddedEnvironment } from './aws/embedded-environment.ts';
import { listKeys, readObject } from './aws/shared/objects.ts';

/** `npm run query -- s3://… "SELECT …"`: queries a dataset of the embedded AWS with DuckDB, as the view `dataset`. */
const { values, positionals } = parseArgs({
	options: { port: { type: 'string', default: '4566' } },
	allowPositionals: true,
});
const [path, sql = 'FROM dataset LIMIT 10'] = positionals;
const location = readS3Location(path);
if (!location) throw new Error(`the first argument must be s3://bucket/folder/ of a dataset, not ${path}`);

enterEmbeddedEnvironment(`http://127.0.0.1:${values.port}`);
const s3 = new S3Client({ forcePathStyle: true });
const folder = mkdtempSync(join(tmpdir(), 'query-'));
try {
	const keys = await listKeys(s3, location);
	const parts = keys.filter((key) => key.slice(location.prefix.length).startsWith('part-'));
	for (const [index, key] of parts.entries()) {
		// a name of our own: a key may lead out of the folder
		writeFileSync(join(folder, `${index}.parquet`), await readObject(s3, location.bucket, key));
	}
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	await connection.run(`CREATE VIEW dataset AS FROM read_parquet('${folder}/*.parquet')`);
	console.table((await connection.runAndReadAll(sql)).getRowObjectsJson());
} finally {
	rmSync(folder, { recursive: true });
}
