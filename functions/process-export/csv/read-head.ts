import { isUtf8 } from 'node:buffer';
import { constants, createGunzip } from 'node:zlib';
import { HeaderInvalid, SourceUnreadable } from '../errors.ts';
import { byteOrderMarkLength, CARRIAGE_RETURN, NEWLINE } from './bytes.ts';
import type { LineEnd } from './count-records.ts';
import { readCells } from './read-cells.ts';
import { type Place, type ScannedRecord, scanRecords } from './scan-records.ts';

/** The first bytes of a file, unpacked, which have to hold its header. */
export const HEAD_BYTES = 65_536;
/** A header is seldom longer; of the rest of the head nothing needs to be scanned. */
const SLICE_BYTES = 4_096;

export interface Head {
	/** Empty for an empty file. */
	readonly header: readonly string[];
	readonly isGzip: boolean;
	/** Where the rows begin in the unpacked file. Whoever reads rows begins here, so that nobody else looks for the header's end. */
	readonly rowsAt: Place;
	/** Of the header. */
	readonly lineEnd: LineEnd;
	/** The rows of the head; the last one may be cut. */
	readonly rows: Buffer;
	/** The head is the whole file. */
	readonly isWhole: boolean;
}

/**
 * Reads the header in the first bytes of a file, gzip or not. It is the first record, found as all others are.
 * No error shows a name: in a file without a header, the first record holds data.
 *
 * @throws HeaderInvalid, SourceUnreadable
 */
export const readHead = async (key: string, bytes: Buffer): Promise<Head> => {
	const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
	const unpacked = isGzip ? await unpackHead(key, bytes) : bytes;
	const isWhole = bytes.length < HEAD_BYTES && unpacked.length < HEAD_BYTES;
	const markBytes = byteOrderMarkLength(unpacked);
	const record = await firstRecord(unpacked.subarray(markBytes), { line: 1, byte: markBytes });
	if (!record && isWhole) {
		const rowsAt = { line: 1, byte: unpacked.length };
		return { header: [], isGzip, rowsAt, lineEnd: '\n', rows: Buffer.alloc(0), isWhole };
	}

	const end = record && record.byte + record.length;
	if (!record || end === undefined || (end === unpacked.length && !isWhole)) {
		const fault = record?.isUnclosed ? 'do not close a quote' : 'have no line end';
		throw new HeaderInvalid(key, `its first ${HEAD_BYTES} bytes ${fault}`);
	}
	const header = readHeader(key, record.bytes);
	const lineEnd = lineEndAt(unpacked, end);
	const byte = Math.min(end + lineEnd.length, unpacked.length);
	const rowsAt = { line: record.line + countLines(record.bytes), byte };
	return { header, isGzip, rowsAt, lineEnd, rows: unpacked.subarray(byte), isWhole };
};

const readHeader = (key: string, record: Buffer): readonly string[] => {
	if (!isUtf8(record)) throw new HeaderInvalid(key, 'it is not UTF-8');
	const header = readCells(record.toString());
	if (!header) throw new HeaderInvalid(key, 'its quotes are broken');
	if (header.some((name) => name.trim() === '')) throw new HeaderInvalid(key, 'a column has no name');
	if (header.some((name) => name !== name.trim())) {
		throw new HeaderInvalid(key, 'a name begins or ends with a space');
	}
	if (header.some((name) => name.includes('\0'))) throw new HeaderInvalid(key, 'a column has a NUL byte in its name');
	if (new Set(header.map((name) => name.toLowerCase())).size < header.length) {
		throw new HeaderInvalid(key, 'two columns have the same name');
	}
	return header;
};

/** No more than the head: a few bytes of gzip may hold gigabytes. */
const unpackHead = async (key: string, bytes: Buffer): Promise<Buffer> => {
	const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
	gunzip.end(bytes);
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of gunzip) {
			chunks.push(chunk);
			length += chunk.length;
			if (length >= HEAD_BYTES) break;
		}
	} catch {
		throw new SourceUnreadable(key, 'it begins like gzip, but cannot be unpacked');
	}
	return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
};

const firstRecord = async (bytes: Buffer, from: Place): Promise<ScannedRecord | undefined> => {
	for await (const [record] of scanRecords(slices(bytes), from)) if (record) return record;
	return undefined;
};

function* slices(bytes: Buffer): Generator<Buffer> {
	for (let from = 0; from < bytes.length; from += SLICE_BYTES) yield bytes.subarray(from, from + SLICE_BYTES);
}

const lineEndAt = (bytes: Buffer, at: number): LineEnd => {
	if (bytes[at] !== CARRIAGE_RETURN) return '\n';
	return bytes[at + 1] === NEWLINE ? '\r\n' : '\r';
};

const countLines = (record: Buffer): number => record.toString().split(/\r\n|\r|\n/).length;
