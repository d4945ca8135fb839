import { isUtf8 } from 'node:buffer';
import { constants, gunzipSync } from 'node:zlib';
import { HeaderInvalid, SourceUnreadable } from '../errors.ts';
import { BYTE_ORDER_MARK_BYTES, hasByteOrderMark, NEWLINE } from './bytes.ts';
import { readCells } from './read-cells.ts';
import { type ScannedRecord, scanRecords } from './scan-records.ts';

/** The first bytes of a file, which have to hold its header. */
export const HEAD_BYTES = 65_536;
/** A header is seldom longer; of the rest of the head nothing needs to be scanned. */
const SLICE_BYTES = 4_096;

export interface Head {
	/** Empty for an empty file. */
	readonly header: readonly string[];
	readonly isGzip: boolean;
	/** The complete lines of the head, from the header on. */
	readonly lines: Buffer;
}

/**
 * Reads the header in the first bytes of a file, gzip or not. It is the first record, found as all others are.
 * No error shows a name: in a file without a header, the first record holds data.
 *
 * @throws HeaderInvalid, SourceUnreadable
 */
export const readHead = async (key: string, bytes: Buffer): Promise<Head> => {
	const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
	const isWholeFile = bytes.length < HEAD_BYTES;
	const unpacked = isGzip ? unpack(key, bytes) : bytes;
	const text = hasByteOrderMark(unpacked) ? unpacked.subarray(BYTE_ORDER_MARK_BYTES) : unpacked;
	const record = await firstRecord(text);
	if (!record && isWholeFile) return { header: [], isGzip, lines: Buffer.alloc(0) };

	const hasEnd = record !== undefined && record.byte + record.length < text.length;
	if (!record || (!hasEnd && !isWholeFile)) {
		const fault = record?.isUnclosed ? 'do not close a quote' : 'have no line end';
		throw new HeaderInvalid(key, `its first ${HEAD_BYTES} bytes ${fault}`);
	}
	if (!isUtf8(record.bytes)) throw new HeaderInvalid(key, 'it is not UTF-8');
	const header = readCells(record.bytes.toString());
	if (!header) throw new HeaderInvalid(key, 'its quotes are broken');
	if (header.some((name) => name.trim() === '')) throw new HeaderInvalid(key, 'a column has no name');
	if (new Set(header.map((name) => name.toLowerCase())).size < header.length) {
		throw new HeaderInvalid(key, 'two columns have the same name');
	}
	const end = isWholeFile ? text.length : text.lastIndexOf(NEWLINE) + 1;
	return { header, isGzip, lines: text.subarray(record.byte, end) };
};

const unpack = (key: string, bytes: Buffer): Buffer => {
	try {
		return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
	} catch {
		throw new SourceUnreadable(key, 'it begins like gzip, but cannot be unpacked');
	}
};

const firstRecord = async (bytes: Buffer): Promise<ScannedRecord | undefined> => {
	for await (const [record] of scanRecords(slices(bytes))) if (record) return record;
	return undefined;
};

function* slices(bytes: Buffer): Generator<Buffer> {
	for (let from = 0; from < bytes.length; from += SLICE_BYTES) yield bytes.subarray(from, from + SLICE_BYTES);
}
