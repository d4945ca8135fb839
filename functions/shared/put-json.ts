import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { callAws } from './aws-calls.ts';

/** Answers the text that it put. */
export const putJson = async (
	s3: S3Client,
	bucket: string,
	key: string,
	value: unknown,
	abortSignal: AbortSignal,
): Promise<string> => {
	const Body = JSON.stringify(value, null, '\t');
	const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/json' });
	await callAws('S3 PutObject', () => s3.send(put, { abortSignal }));
	return Body;
};
