import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { SourceFile } from '#contracts/dataset-run.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { createRecordCounter } from '../csv/count-records.ts';
import { standInHeader } from '../duckdb.ts';
import { SourceUnreadable } from '../errors.ts';
import { refuseTooLarge, sourceError } from '../source-error.ts';
import type { FetchedFile } from './convert-file.ts';

const PART_BYTES = 8 * 1024 * 1024;
/** S3 allows 10,000 parts. */
const MAX_PARTS = 9_000;

/**
 * Streams the rows of a file to disk, unpacked and behind a header that stands in for the file's own, and counts them.
 *
 * @param maxBytes that the unpacked file may have
 * @throws SourceChanged, SourceVanished, SourceUnreadable, ServiceThrottled, ServiceUnavailable
 */
export const fetchFile = async (
	s3: S3Client,
	{ bucket, key, eTag, size, isGzip, header, rowsAt, lineEnd }: SourceFile,
	path: string,
	signal: AbortSignal,
	maxBytes?: number,
): Promise<FetchedFile> => {
	const counter = createRecordCounter();
	let bytes = 0;
	async function* countRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		yield Buffer.from(standInHeader(header.length, lineEnd));
		for await (const chunk of chunks) {
			const rows = chunk.subarray(Math.min(chunk.length, Math.max(0, rowsAt.byte - bytes)));
			bytes += chunk.length;
			refuseTooLarge(key, bytes, maxBytes);
			counter.push(rows);
			yield rows;
		}
	}

	try {
		await callAws('S3 GetObject', async () => {
			const get = new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: `"${eTag}"` });
			const { Body } = await s3.send(get, { abortSignal: signal });
			const packed = Body instanceof Readable ? Body : Readable.from([]);
			const disk = createWriteStream(path, { highWaterMark: 1 << 20 });
			if (isGzip) await pipeline(packed, createGunzip(), countRows, disk, { signal }).catch(asUnreadable(key));
			else await pipeline(packed, countRows, disk, { signal }).catch(asUnreadable(key));
		});
	} catch (error) {
		throw sourceError(key, error);
	}
	if (!isGzip && bytes !== size) throw new SourceUnreadable(key, `only ${bytes} of its ${size} bytes arrived`);
	return { bytes, ...counter.count() };
};

/** Faults of the file or of the disk are permanent; all others can be tried again. */
const asUnreadable =
	(key: string) =>
	(error: NodeJS.ErrnoException): never => {
		if (error.code?.startsWith('Z_')) throw new SourceUnreadable(key, `it is not whole gzip (${error.code})`);
		throw sourceError(key, error);
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
