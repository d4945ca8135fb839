import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { callAws } from './aws-calls.ts';

export const putJson = async (
	s3: S3Client,
	bucket: string,
	key: string,
	value: unknown,
	abortSignal: AbortSignal,
): Promise<void> => {
	const put = new PutObjectCommand({
		Bucket: bucket,
		Key: key,
		Body: JSON.stringify(value, null, '\t'),
		ContentType: 'application/json',
	});
	await callAws('S3 PutObject', () => s3.send(put, { abortSignal }));
};
