import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { startFauxqs } from '../../../local/aws/emulators.ts';
import { createS3 } from '../../../local/aws/s3.ts';
import { serveGateway } from '../../support/served-gateway.ts';

let s3: S3Client;

beforeEach(async () => {
	const port = await serveGateway({ s3: createS3(await startFauxqs()) });
	s3 = new S3Client({
		endpoint: `http://127.0.0.1:${port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
		maxAttempts: 1,
	});
	await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
});

let objects = 0;
const newKey = () => `object-${objects++}`;
const put = (Key: string, Body: string, condition: { IfMatch?: string; IfNoneMatch?: string } = {}) =>
	s3.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body, ...condition }));
const nameOf = (error: Error) => error.name;

describe('a conditional write to the embedded S3', () => {
	it('creates an object if there is none', async () => {
		const key = newKey();
		await put(key, 'one', { IfNoneMatch: '*' });
		expect(await put(key, 'two', { IfNoneMatch: '*' }).catch(nameOf)).toBe('PreconditionFailed');
	});

	it('replaces the object that it names, and no other', async () => {
		const key = newKey();
		const { ETag = '' } = await put(key, 'one');
		await put(key, 'two', { IfMatch: ETag });
		expect(await put(key, 'three', { IfMatch: ETag }).catch(nameOf)).toBe('PreconditionFailed');
		expect(await put(newKey(), 'one', { IfMatch: ETag }).catch(nameOf)).toBe('NoSuchKey');
	});

	it('succeeds for one of many at the same time', async () => {
		const key = newKey();
		const { ETag = '' } = await put(key, 'none');
		const writes = Array.from({ length: 20 }, (_, at) => put(key, `${at}`, { IfMatch: ETag }));
		const ends = await Promise.allSettled(writes);
		expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});
});
