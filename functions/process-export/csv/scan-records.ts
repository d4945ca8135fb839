import { CARRIAGE_RETURN, COMMA, NEWLINE, QUOTE } from './bytes.ts';

/** One record: its place in the file, and its bytes without the line end. */
export interface ScannedRecord {
	/** Its first line, from 1; a cell with line breaks makes a record longer than a line. */
	readonly line: number;
	/** Its first byte, from 0. */
	readonly byte: number;
	/** Whole, or the beginning of a record longer than MAX_RECORD_BYTES. */
	readonly bytes: Buffer;
	/** Bytes of the whole record. */
	readonly length: number;
	/** The file ends within quotes. */
	readonly isUnclosed: boolean;
}

/** A longer record is not kept whole, so that a quote that is never closed does not fill the memory. */
export const MAX_RECORD_BYTES = 8 * 1024 * 1024;

/** A place in a file: its line, from 1, and its byte, from 0. */
export type Place = Pick<ScannedRecord, 'line' | 'byte'>;

const FIRST: Place = { line: 1, byte: 0 };

/**
 * Finds the records of a file without a byte-order mark, whatever its line ends, and skips blank lines.
 *
 * @param from where in the file the bytes begin: the beginning of a line
 */
export async function* scanRecords(
	chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
	from: Place = FIRST,
): AsyncGenerator<readonly ScannedRecord[]> {
	let kept: Buffer[] = [];
	let length = 0;
	let position = from.byte;
	let line = from.line;
	let start = from;
	let isInQuotes = false;
	/** The last byte within quotes was a quote: the next byte says whether it closed them. */
	let isAfterQuote = false;
	let previous = NEWLINE;

	const keep = (bytes: Buffer): void => {
		if (length < MAX_RECORD_BYTES) kept.push(bytes);
		length += bytes.length;
	};
	const finish = (isUnclosed: boolean): ScannedRecord | undefined => {
		const bytes = kept.length === 1 ? (kept[0] as Buffer) : Buffer.concat(kept);
		const record = { line: start.line, byte: start.byte, bytes, length, isUnclosed };
		kept = [];
		length = 0;
		return record.length > 0 ? record : undefined;
	};

	for await (const chunk of chunks) {
		const records: ScannedRecord[] = [];
		let begin = 0;
		for (let at = 0; at < chunk.length; at += 1) {
			const byte = chunk[at] as number;
			if (isAfterQuote) {
				isAfterQuote = false;
				isInQuotes = byte === QUOTE;
			} else if (isInQuotes) {
				isAfterQuote = byte === QUOTE;
			} else if (byte === QUOTE && (previous === COMMA || previous === NEWLINE || previous === CARRIAGE_RETURN)) {
				isInQuotes = true;
			}
			const isEnd = !isInQuotes && (byte === NEWLINE || byte === CARRIAGE_RETURN);
			if (isEnd) {
				keep(chunk.subarray(begin, at));
				const record = finish(false);
				begin = at + 1;
				if (record) records.push(record);
			}
			if (byte === NEWLINE ? previous !== CARRIAGE_RETURN : byte === CARRIAGE_RETURN) line += 1;
			if (isEnd) start = { line, byte: position + at + 1 };
			previous = byte;
		}
		keep(chunk.subarray(begin));
		position += chunk.length;
		yield records;
	}
	const last = finish(isInQuotes && !isAfterQuote);
	if (last) yield [last];
}
