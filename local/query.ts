import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { DuckDBInstance } from '@duckdb/node-api';
import { readS3Location } from '#functions/shared/s3-location.ts';
import { enterEmbeddedEnvironment } from './aws/embedded-environment.ts';

/** `npm run query -- s3://… "SELECT …"`: asks DuckDB about a dataset on the embedded AWS, where it is the view `dataset`. */
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
	const listing = { Bucket: location.bucket, Prefix: `${location.prefix}part-` };
	for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, listing)) {
		for (const { Key = '' } of Contents) {
			const { Body } = await s3.send(new GetObjectCommand({ Bucket: location.bucket, Key }));
			writeFileSync(join(folder, Key.split('/').at(-1) ?? ''), (await Body?.transformToByteArray()) ?? '');
		}
	}
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	await connection.run(`CREATE VIEW dataset AS FROM read_parquet('${folder}/*.parquet')`);
	console.table((await connection.runAndReadAll(sql)).getRowObjectsJson());
} finally {
	rmSync(folder, { recursive: true });
}
