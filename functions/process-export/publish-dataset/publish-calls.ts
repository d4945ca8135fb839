import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DatasetManifest } from '#contracts/dataset.ts';
import type { Folder } from '#contracts/processing.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { ServiceUnavailable } from '../../shared/errors.ts';
import { listObjects } from '../../shared/list-objects.ts';
import { putJson } from '../../shared/put-json.ts';
import { StagingInvalid } from '../errors.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { readText } from '../read-object.ts';
import { removeObjects } from '../remove-objects.ts';
import { stagedKey } from '../staging.ts';
import { type DatasetCalls, MANIFEST } from './replace-dataset.ts';

const COPIES_AT_ONCE = 32;

/** @throws StagingInvalid if the part is not there */
export const downloadPart = async (
	s3: S3Client,
	{ bucket, prefix }: Folder,
	part: string,
	path: string,
	signal: AbortSignal,
): Promise<void> => {
	const key = stagedKey(prefix, part);
	try {
		await callAws('S3 GetObject', async () => {
			const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
			await pipeline(Body instanceof Readable ? Body : Readable.from([]), createWriteStream(path), { signal });
		});
	} catch (error) {
		if (error instanceof Error && error.name === 'NoSuchKey') throw new StagingInvalid(key, 'it is not there');
		throw error;
	}
};

/** The calls by which a dataset is replaced. S3 has no rename, so files are copied from staging. */
export const createDatasetCalls = (
	s3: S3Client,
	staging: Folder,
	{ bucket, prefix }: Folder,
	abortSignal: AbortSignal,
): Omit<DatasetCalls, 'warn'> => ({
	list: async () => {
		const objects = await listObjects(s3, { bucket, prefix }, abortSignal);
		return objects.map(({ key, eTag }) => ({ name: key.slice(prefix.length), eTag }));
	},
	copyStaged: async (copies) => {
		await mapConcurrently(copies, COPIES_AT_ONCE, async ({ from, to }) => {
			const source = `${staging.bucket}/${stagedKey(staging.prefix, from)}`;
			const CopySource = source.split('/').map(encodeURIComponent).join('/');
			const copy = new CopyObjectCommand({ Bucket: bucket, Key: `${prefix}${to}`, CopySource });
			await callAws('S3 CopyObject', () => s3.send(copy, { abortSignal }));
		});
	},
	putDocument: async (name, document) => {
		await putJson(s3, bucket, `${prefix}${name}`, document, abortSignal);
	},
	putManifest: (manifest, replacedETag) =>
		putManifest(s3, { Bucket: bucket, Key: `${prefix}${MANIFEST}` }, manifest, replacedETag, abortSignal),
	remove: (names) =>
		removeObjects(
			s3,
			bucket,
			names.map((name) => `${prefix}${name}`),
			abortSignal,
		),
});

const putManifest = async (
	s3: S3Client,
	target: { readonly Bucket: string; readonly Key: string },
	manifest: DatasetManifest,
	replacedETag: string | undefined,
	abortSignal: AbortSignal,
): Promise<boolean> => {
	const Body = JSON.stringify(manifest, null, '\t');
	const condition = replacedETag === undefined ? { IfNoneMatch: '*' } : { IfMatch: `"${replacedETag}"` };
	const put = new PutObjectCommand({ ...target, ...condition, Body, ContentType: 'application/json' });
	try {
		await callAws('S3 PutObject', () => s3.send(put, { abortSignal }));
		return true;
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		// S3 answers so while another write of the same object goes on.
		if (error.name === 'ConditionalRequestConflict') throw new ServiceUnavailable('S3 PutObject', error);
		if (error.name !== 'PreconditionFailed' && error.name !== 'NoSuchKey') throw error;
		// If an answer was lost, the client's own second attempt finds the manifest that its first one wrote.
		return (await readText(s3, target.Bucket, target.Key, abortSignal)) === Body;
	}
};
