import { DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3';
import { callAws } from '../shared/aws-calls.ts';
import { ServiceUnavailable } from '../shared/errors.ts';

/** The limit of DeleteObjects. */
const MAX_KEYS = 1_000;

export const removeObjects = async (
	s3: S3Client,
	bucket: string,
	keys: readonly string[],
	abortSignal: AbortSignal,
): Promise<void> => {
	for (let from = 0; from < keys.length; from += MAX_KEYS) {
		const Objects = keys.slice(from, from + MAX_KEYS).map((Key) => ({ Key }));
		const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
		const { Errors = [] } = await callAws('S3 DeleteObjects', () => s3.send(command, { abortSignal }));
		if (Errors.length > 0) throw new ServiceUnavailable('S3 DeleteObjects', new Error(`${Errors[0]?.Code}`));
	}
};
