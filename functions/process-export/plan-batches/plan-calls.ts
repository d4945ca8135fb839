import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeDatasetCommand, DescribeSchemaCommand, type PersonalizeClient } from '@aws-sdk/client-personalize';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { type DatasetSchema, schemaOf } from '#contracts/avro-columns.ts';
import { type ColumnType, columnType, type SourceFile } from '#contracts/dataset-run.ts';
import { type Manifest, manifest as manifestContract } from '#contracts/manifest.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { openDatabase, sqlText } from '../duckdb.ts';
import { ManifestUnreadable } from '../errors.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { readText } from '../read-object.ts';
import { sourceError } from '../source-error.ts';
import { type SampledTypes, widen } from './choose-columns.ts';
import { HEAD_BYTES, type Head, readHead } from './read-header.ts';

/** Headers are read so many at a time: 100,000 in a minute or two. */
const HEADERS_AT_ONCE = 64;
const SAMPLES = 8;

/** @throws ManifestUnreadable */
export const readManifest = async (
	s3: S3Client,
	{ bucket, key }: ProcessingInput['manifest'],
	signal: AbortSignal,
): Promise<Manifest> => {
	const location = `s3://${bucket}/${key}`;
	const text = await readText(s3, bucket, key, signal);
	if (text === undefined) throw new ManifestUnreadable(location, 'there is no such object');
	try {
		return manifestContract.parse(JSON.parse(text));
	} catch {
		throw new ManifestUnreadable(location, 'it is not as docs/contracts/manifest.schema.json says');
	}
};

/** The dataset's schema; where Personalize does not give it for good, an answer without columns that says why. */
export const readSchema = async (
	personalize: PersonalizeClient,
	datasetArn: string | undefined,
	abortSignal: AbortSignal,
): Promise<DatasetSchema> => {
	if (!datasetArn) return { columns: [], unread: 'the export does not name its dataset' };
	try {
		const { dataset } = await callAws('Personalize DescribeDataset', () =>
			personalize.send(new DescribeDatasetCommand({ datasetArn }), { abortSignal }),
		);
		const schemaArn = dataset?.schemaArn ?? '';
		const { schema } = await callAws('Personalize DescribeSchema', () =>
			personalize.send(new DescribeSchemaCommand({ schemaArn }), { abortSignal }),
		);
		return schemaOf(schemaArn, schema?.schema ?? '');
	} catch (error) {
		if (!(error instanceof Error) || isTransient(error)) throw error;
		return { columns: [], unread: error.name };
	}
};

/** @throws SourceChanged, SourceVanished, SourceUnreadable, HeaderInvalid */
export const readHeaders = (s3: S3Client, files: Manifest['files'], signal: AbortSignal): Promise<SourceFile[]> =>
	mapConcurrently([...files.entries()], HEADERS_AT_ONCE, async ([index, { bucket, key, size, eTag }]) => {
		const { header, isGzip } = await readHeadOf(s3, { bucket, key, size, eTag }, signal);
		return { index, bucket, key, size, eTag, header: [...header], isGzip };
	});

const readHeadOf = async (
	s3: S3Client,
	{ bucket, key, size, eTag }: Pick<SourceFile, 'bucket' | 'key' | 'size' | 'eTag'>,
	abortSignal: AbortSignal,
): Promise<Head> => {
	// S3 refuses a range of an empty object.
	const range = size > 0 ? { Range: `bytes=0-${HEAD_BYTES - 1}` } : {};
	try {
		const bytes = await callAws('S3 GetObject', async () => {
			const get = new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: `"${eTag}"`, ...range });
			const { Body } = await s3.send(get, { abortSignal });
			return Buffer.from((await Body?.transformToByteArray()) ?? []);
		});
		return readHead(key, bytes);
	} catch (error) {
		throw sourceError(key, error);
	}
};

/** DuckDB's sniffer over the heads of some files, spread over all. */
export const sniffTypes = async (
	s3: S3Client,
	files: readonly SourceFile[],
	signal: AbortSignal,
): Promise<SampledTypes> => {
	const samples = files.filter((_, at) => at % Math.ceil(files.length / SAMPLES) === 0);
	const database = await openDatabase({ memoryMegabytes: 256, threads: 1, temporaryFolder: tmpdir() });
	const types = new Map<string, ColumnType>();
	try {
		for (const file of samples) {
			const { text, header } = await readHeadOf(s3, file, signal);
			const isHeaderOnly = text.trim().split('\n').length < 2;
			const sniffed = isHeaderOnly ? [] : await sniff(database, file.key, text);
			for (const [at, name] of header.entries()) {
				const type = sniffed[at];
				if (type) types.set(name, widen(types.get(name), isIdentifier(name) ? 'VARCHAR' : type));
			}
		}
		return types;
	} finally {
		database.close();
	}
};

/** Numbers that name something: `007` is not 7. */
const isIdentifier = (name: string): boolean => /(?:^|_)id$/i.test(name);

const sniff = async (
	database: Awaited<ReturnType<typeof openDatabase>>,
	key: string,
	text: string,
): Promise<ColumnType[]> => {
	const path = join(tmpdir(), `sample-${randomUUID()}.csv`);
	try {
		await writeFile(path, text);
		const [row] = await database.query(
			key,
			`SELECT [c.type FOR c IN Columns] AS types FROM sniff_csv(${sqlText(path)}, delim = ',', quote = '"', escape = '"',
				header = true, ignore_errors = true, auto_type_candidates = ['BOOLEAN', 'BIGINT', 'DOUBLE', 'VARCHAR'])`,
		);
		return z.array(z.catch(columnType, 'VARCHAR')).parse(row?.types);
	} catch {
		return [];
	} finally {
		await rm(path, { force: true });
	}
};
