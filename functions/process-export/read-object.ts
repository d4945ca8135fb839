import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { callAws } from '../shared/aws-calls.ts';

/** Reads a small object whole; undefined if there is none. */
export const readText = async (
	s3: S3Client,
	bucket: string,
	key: string,
	abortSignal: AbortSignal,
): Promise<string | undefined> => {
	try {
		return await callAws('S3 GetObject', async () => {
			const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
			return (await Body?.transformToString()) ?? '';
		});
	} catch (error) {
		if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NoSuchBucket')) return undefined;
		throw error;
	}
};
