const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;

/** One record as it stands in the file: where it begins, and its bytes without the line end. */
export interface ScannedRecord {
	/** Of the file, from 1; a record with line breaks within its cells has several. */
	readonly line: number;
	readonly byte: number;
	readonly bytes: Buffer;
	readonly length: number;
	/** The file ends within quotes. */
	readonly isUnclosed: boolean;
}

/** Of a longer record only so much is kept, so that a quote that is never closed does not take the memory. */
export const MAX_RECORD_BYTES = 8 * 1024 * 1024;

/** Reads records, those of a chunk at a time, whatever ends their lines; blank lines are none. */
export async function* scanRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<ScannedRecord[]> {
	let kept: Buffer[] = [];
	let length = 0;
	let position = 0;
	let line = 1;
	let start = { line: 1, byte: 0 };
	let isInQuotes = false;
	let isQuoteOpen = false;
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
		let from = 0;
		for (let at = 0; at < chunk.length; at += 1) {
			const byte = chunk[at] as number;
			if (isQuoteOpen) {
				isQuoteOpen = false;
				isInQuotes = byte === QUOTE;
			} else if (isInQuotes) {
				isQuoteOpen = byte === QUOTE;
			} else if (byte === QUOTE && (previous === COMMA || previous === NEWLINE || previous === RETURN)) {
				isInQuotes = true;
			}
			const isEnd = !isInQuotes && (byte === NEWLINE || byte === RETURN);
			if (isEnd) {
				keep(chunk.subarray(from, at));
				const record = finish(false);
				from = at + 1;
				if (record) records.push(record);
			}
			if (byte === NEWLINE ? previous !== RETURN : byte === RETURN) line += 1;
			if (isEnd) start = { line, byte: position + at + 1 };
			previous = byte;
		}
		keep(chunk.subarray(from));
		position += chunk.length;
		yield records;
	}
	const last = finish(isInQuotes && !isQuoteOpen);
	if (last) yield [last];
}
