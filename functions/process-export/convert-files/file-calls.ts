import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { SourceFile } from '#contracts/dataset-run.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { BYTE_ORDER_MARK_BYTES, hasByteOrderMark } from '../csv/bytes.ts';
import { createRecordCounter } from '../csv/count-records.ts';
import { SourceUnreadable } from '../errors.ts';
import { sourceError } from '../source-error.ts';
import type { FetchedFile } from './convert-file.ts';

const PART_BYTES = 8 * 1024 * 1024;
/** S3 allows 10,000 parts. */
const MAX_PARTS = 9_000;

/**
 * Streams a file to disk, unpacked and without a byte-order mark, and counts its records.
 *
 * @throws SourceChanged, SourceVanished, SourceUnreadable, ServiceThrottled, ServiceUnavailable
 */
export const fetchFile = async (
	s3: S3Client,
	{ bucket, key, eTag, size, isGzip }: SourceFile,
	path: string,
	signal: AbortSignal,
): Promise<FetchedFile> => {
	const counter = createRecordCounter();
	let bytes = 0;
	let bomBytes = 0;
	async function* countAndStrip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		let head: Buffer | undefined = Buffer.alloc(0);
		for await (const chunk of chunks) {
			bytes += chunk.length;
			let text = chunk;
			if (head) {
				head = Buffer.concat([head, chunk]);
				if (head.length < BYTE_ORDER_MARK_BYTES) continue;
				bomBytes = hasByteOrderMark(head) ? BYTE_ORDER_MARK_BYTES : 0;
				text = head.subarray(bomBytes);
				head = undefined;
			}
			counter.push(text);
			yield text;
		}
		if (!head) return;
		counter.push(head);
		yield head;
	}

	try {
		await callAws('S3 GetObject', async () => {
			const get = new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: `"${eTag}"` });
			const { Body } = await s3.send(get, { abortSignal: signal });
			const packed = Body instanceof Readable ? Body : Readable.from([]);
			const disk = createWriteStream(path, { highWaterMark: 1 << 20 });
			if (isGzip) await pipeline(packed, createGunzip(), countAndStrip, disk, { signal }).catch(asUnreadable(key));
			else await pipeline(packed, countAndStrip, disk, { signal }).catch(asUnreadable(key));
		});
	} catch (error) {
		throw sourceError(key, error);
	}
	if (!isGzip && bytes !== size) throw new SourceUnreadable(key, `only ${bytes} of its ${size} bytes arrived`);
	return { records: counter.count(), bytes, bomBytes };
};

/** Faults of the file or of the disk are permanent; all others can be tried again. */
const asUnreadable =
	(key: string) =>
	(error: NodeJS.ErrnoException): never => {
		if (error.code === 'ENOSPC') throw new SourceUnreadable(key, "it does not fit the function's disk");
		if (error.code?.startsWith('Z_')) throw new SourceUnreadable(key, `it is not whole gzip (${error.code})`);
		throw error;
	};

export const uploadFile = async (
	s3: S3Client,
	bucket: string,
	key: string,
	path: string,
	signal: AbortSignal,
): Promise<void> => {
	const { size } = await stat(path);
	const upload = new Upload({
		client: s3,
		params: { Bucket: bucket, Key: key, Body: createReadStream(path, { highWaterMark: 1 << 20 }) },
		partSize: Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS)),
		queueSize: 2,
	});
	const abort = () => void upload.abort();
	signal.addEventListener('abort', abort, { once: true });
	try {
		await callAws('S3 UploadPart', () => upload.done());
	} finally {
		signal.removeEventListener('abort', abort);
	}
};
