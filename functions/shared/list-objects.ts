import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { callAws } from './aws-calls.ts';
import type { S3Location } from './s3-location.ts';

export interface ListedObject {
	readonly key: string;
	readonly size: number;
	readonly eTag: string;
	readonly lastModified: Date;
}

/** Every object of a folder, all pages. */
export const listObjects = (
	s3: S3Client,
	{ bucket, prefix }: S3Location,
	abortSignal: AbortSignal,
): Promise<readonly ListedObject[]> =>
	callAws('S3 ListObjectsV2', async () => {
		const objects: ListedObject[] = [];
		const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix }, { abortSignal });
		for await (const { Contents = [] } of pages) {
			for (const { Key = '', Size = 0, ETag = '', LastModified = new Date(0) } of Contents) {
				objects.push({ key: Key, size: Size, eTag: ETag.replaceAll('"', ''), lastModified: LastModified });
			}
		}
		return objects;
	});
