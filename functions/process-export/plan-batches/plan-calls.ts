import { DescribeDatasetCommand, DescribeSchemaCommand, type PersonalizeClient } from '@aws-sdk/client-personalize';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type DatasetSchema, schemaOf } from '#contracts/avro-columns.ts';
import type { SourceFile } from '#contracts/dataset-run.ts';
import { type Manifest, manifest as manifestContract } from '#contracts/manifest.ts';
import type { ProcessingInput } from '#contracts/processing.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import { HEAD_BYTES, type Head, readHead } from '../csv/read-head.ts';
import { ManifestUnreadable } from '../errors.ts';
import { readText } from '../read-object.ts';
import { sourceError } from '../source-error.ts';

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
		throw new ManifestUnreadable(location, 'it does not match docs/contracts/manifest.schema.json');
	}
};

/** The dataset's schema; without columns, and with the reason, if Personalize permanently refuses it. */
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
export const fetchHead = async (
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
		return await readHead(key, bytes);
	} catch (error) {
		throw sourceError(key, error);
	}
};
