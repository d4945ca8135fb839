import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFauxqs } from '../../local/aws/emulators.ts';
import { createS3 } from '../../local/aws/s3.ts';
import { serveGateway } from '../support/served-gateway.ts';

const temporaryFolder = () => {
	const folder = mkdtempSync(join(tmpdir(), 'query-test-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return folder;
};

const onePart = async () => {
	const path = join(temporaryFolder(), 'part.parquet');
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	await connection.run(`COPY (SELECT 1 AS n) TO '${path}'`);
	return readFileSync(path);
};

describe('npm run query', () => {
	it('reads the parts of a dataset, and writes nothing outside its own folder whatever their keys', async () => {
		const port = await serveGateway({ s3: createS3(await startFauxqs()) });
		const s3 = new S3Client({
			endpoint: `http://127.0.0.1:${port}`,
			region: 'us-east-1',
			credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
		});
		await s3.send(new CreateBucketCommand({ Bucket: 'processed' }));
		const Body = await onePart();
		for (const name of ['part-00000.parquet', 'part-/../../escaped.parquet', 'part-/deeper.parquet', '_profile.json']) {
			await s3.send(new PutObjectCommand({ Bucket: 'processed', Key: `demo/${name}`, Body }));
		}

		const TMPDIR = temporaryFolder();
		const sql = 'SELECT count(*) AS parts FROM dataset';
		const query = spawn(process.execPath, ['local/query.ts', '--port', String(port), 's3://processed/demo/', sql], {
			env: { ...process.env, TMPDIR },
		});
		const [output, errors, [exitCode]] = await Promise.all([
			text(query.stdout),
			text(query.stderr),
			once(query, 'exit'),
		]);

		expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
		expect(output).toContain("'3'");
		expect(readdirSync(TMPDIR)).toEqual([]);
	});
});
