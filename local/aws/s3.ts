import type { IncomingMessage } from 'node:http';
import type { Fauxqs } from './emulators.ts';
import { AwsError, type ServiceHandler } from './shared/aws-json.ts';

/** `exports` for `exports.localhost:4566`: so the AWS SDK for JavaScript calls a bucket of the endpoint `localhost`. */
export const bucketOfHost = (host: string): string | undefined =>
	/^([a-z0-9][a-z0-9-]*)\.localhost(?::\d{1,5})?$/i.exec(host)?.[1];

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]*$/;

/** S3 of fauxqs, and no more than S3: its router also takes messages for queues, and shows them. */
export const createS3 =
	({ routing }: Pick<Fauxqs, 'routing'>): ServiceHandler =>
	(request, response) => {
		const { method, headers } = request;
		const bucketInHost = bucketOfHost(headers.host ?? '');
		const url = bucketInHost === undefined ? request.url : `/${bucketInHost}${request.url}`;
		const [path] = (url ?? '').split('?');
		const bucket = path?.split('/')[1] ?? '';
		const isListOfBuckets = path === '/' && method === 'GET';
		if (!isListOfBuckets && !BUCKET_NAME.test(bucket)) {
			throw new AwsError('InvalidBucketName', `there can be no bucket ${JSON.stringify(bucket)}; name one in the path`);
		}
		if (headers['content-type']?.toLowerCase().includes('multipart/form-data')) {
			throw new AwsError('AccessDenied', 'the embedded S3 takes no uploads by form; upload with PutObject', 403);
		}
		const asked = Object.assign(request, {
			url,
			headers: {
				// fauxqs reads no body without a content type and then fails on an empty object; this is S3's own default
				'content-type': 'binary/octet-stream',
				...headers,
				// the bucket is in the path
				host: 'localhost',
			},
		});
		// the router reads no more of a request than its stream, its socket and these fields
		routing(asked as unknown as IncomingMessage, response);
	};
