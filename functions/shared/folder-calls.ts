import { DeleteObjectsCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Folder } from '#contracts/processing.ts';
import { callAws } from './aws-calls.ts';
import { ServiceUnavailable } from './errors.ts';

/** Every key of a folder, all pages. */
export const listKeys = (s3: S3Client, { bucket, prefix }: Folder, abortSignal: AbortSignal): Promise<string[]> =>
	callAws('S3 ListObjectsV2', async () => {
		const keys: string[] = [];
		const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix }, { abortSignal });
		for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key = '' }) => Key));
		return keys;
	});

export const removeKeys = async (
	s3: S3Client,
	bucket: string,
	keys: readonly string[],
	abortSignal: AbortSignal,
): Promise<void> => {
	for (let from = 0; from < keys.length; from += 1_000) {
		const Objects = keys.slice(from, from + 1_000).map((Key) => ({ Key }));
		const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
		const { Errors = [] } = await callAws('S3 DeleteObjects', () => s3.send(command, { abortSignal }));
		if (Errors.length > 0) throw new ServiceUnavailable('S3 DeleteObjects', new Error(`${Errors[0]?.Code}`));
	}
};
