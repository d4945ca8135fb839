import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DatasetPlan } from '#contracts/dataset-run.ts';
import type { Folder } from '#contracts/processing.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { listObjects } from '../../shared/list-objects.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { removeObjects } from '../remove-objects.ts';
import { stagedKey } from '../staging.ts';

const COPIES_AT_ONCE = 32;

export const downloadPart = (
	s3: S3Client,
	{ bucket, prefix }: Folder,
	part: string,
	path: string,
	signal: AbortSignal,
): Promise<void> =>
	callAws('S3 GetObject', async () => {
		const get = new GetObjectCommand({ Bucket: bucket, Key: stagedKey(prefix, part) });
		const { Body } = await s3.send(get, { abortSignal: signal });
		await pipeline(Body instanceof Readable ? Body : Readable.from([]), createWriteStream(path), { signal });
	});

/** Deletes the files that only the previous run wrote, then copies the new ones from staging: S3 has no rename. */
export const replaceObjects = async (
	s3: S3Client,
	{ staging, location }: DatasetPlan,
	names: readonly string[],
	abortSignal: AbortSignal,
): Promise<void> => {
	const kept = new Set(names.map((name) => `${location.prefix}${name}`));
	const objects = await listObjects(s3, location, abortSignal);
	const old = objects.map(({ key }) => key).filter((key) => !kept.has(key));
	await removeObjects(s3, location.bucket, old, abortSignal);
	await mapConcurrently(names, COPIES_AT_ONCE, async (name) => {
		const source = `${staging.bucket}/${stagedKey(staging.prefix, name)}`;
		const CopySource = source.split('/').map(encodeURIComponent).join('/');
		const copy = new CopyObjectCommand({ Bucket: location.bucket, Key: `${location.prefix}${name}`, CopySource });
		await callAws('S3 CopyObject', () => s3.send(copy, { abortSignal }));
	});
};

export const removeDocument = async (
	s3: S3Client,
	{ bucket, prefix }: Folder,
	name: string,
	abortSignal: AbortSignal,
): Promise<void> => {
	const remove = new DeleteObjectCommand({ Bucket: bucket, Key: `${prefix}${name}` });
	await callAws('S3 DeleteObject', () => s3.send(remove, { abortSignal }));
};
