import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { listObjects } from '#functions/shared/list-objects.ts';
import type { S3Location } from '#functions/shared/s3-location.ts';

/** The keys of all objects of a folder, in order. */
export const listKeys = async (s3: S3Client, folder: S3Location): Promise<readonly string[]> =>
	(await listObjects(s3, folder, new AbortController().signal)).map(({ key }) => key);

export const readObject = async (s3: S3Client, bucket: string, key: string): Promise<Buffer> => {
	const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
	return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
