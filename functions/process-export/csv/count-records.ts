import { CARRIAGE_RETURN, COMMA, NEWLINE, QUOTE, SPACE } from './bytes.ts';
import { countSeparators } from './count-separators.ts';

export interface RecordCount {
	/** Without blank lines. */
	readonly records: number;
	/** Commas outside quotes. */
	readonly commas: number;
	/** The kinds of line ends outside quotes; a carriage return alone is one. */
	readonly lineEnds: ReadonlySet<LineEnd>;
	/** A quote follows a space outside quotes: DuckDB may read a quoted cell there. */
	readonly hasQuoteAfterSpace: boolean;
}
export type LineEnd = '\n' | '\r\n' | '\r';

/** Counting four bytes at a time takes some preparation; it pays from this length on. */
const LONG_BYTES = 1_024;

/**
 * Counts the records of a file as its bytes pass; the file has no byte-order mark. It does not use scanRecords, on purpose:
 * it checks the conversion by a second method, and it is several times as fast, because it jumps from quote to quote
 * (`indexOf` is memchr) and counts between them four bytes at a time.
 */
export const createRecordCounter = () => {
	let records = 0;
	let commas = 0;
	const lineEnds = new Set<LineEnd>();
	let hasQuoteAfterSpace = false;
	let isInQuotes = false;
	/** The last byte within quotes was a quote: the next byte says whether it closed them. */
	let isAfterQuote = false;
	/** The last byte outside quotes was a carriage return: the next byte says of which line end. */
	let isAfterReturn = false;
	let hasContent = false;
	let previous = NEWLINE;

	const endRecord = (): void => {
		if (hasContent) records += 1;
		hasContent = false;
	};
	const leaveReturn = (lineEnd: LineEnd): void => {
		if (isAfterReturn) lineEnds.add(lineEnd);
		isAfterReturn = false;
	};

	/** Counts in bytes outside quotes. */
	const countOutside = (bytes: Buffer): void => {
		const isLong = bytes.length >= LONG_BYTES && !isAfterReturn && (hasContent || bytes[0] !== NEWLINE);
		const found = isLong ? countSeparators(bytes) : undefined;
		if (!found) {
			countOneByOne(bytes);
			return;
		}
		records += found.newlines;
		commas += found.commas;
		if (found.newlines > 0) lineEnds.add('\n');
		hasContent = bytes[bytes.length - 1] !== NEWLINE;
	};
	const countOneByOne = (bytes: Buffer): void => {
		for (let at = 0; at < bytes.length; at += 1) {
			const byte = bytes[at];
			if (byte === NEWLINE) {
				if (isAfterReturn) leaveReturn('\r\n');
				else lineEnds.add('\n');
				endRecord();
				continue;
			}
			if (isAfterReturn) leaveReturn('\r');
			if (byte === CARRIAGE_RETURN) {
				isAfterReturn = true;
				endRecord();
				continue;
			}
			hasContent = true;
			if (byte === COMMA) commas += 1;
		}
	};

	const push = (chunk: Buffer): void => {
		let at = 0;
		while (at < chunk.length) {
			if (isAfterQuote) {
				isAfterQuote = false;
				if (chunk[at] === QUOTE) at += 1;
				else isInQuotes = false;
			} else if (isInQuotes) {
				const quote = chunk.indexOf(QUOTE, at);
				isAfterQuote = quote !== -1;
				at = quote === -1 ? chunk.length : quote + 1;
			} else {
				const quote = openingQuote(chunk, at);
				countOutside(chunk.subarray(at, quote ?? chunk.length));
				if (quote === undefined) break;
				leaveReturn('\r');
				isInQuotes = true;
				hasContent = true;
				at = quote + 1;
			}
		}
		previous = chunk.at(-1) ?? previous;
	};

	/** A quote opens a cell only at the cell's beginning (RFC 4180). */
	const openingQuote = (chunk: Buffer, from: number): number | undefined => {
		for (let quote = chunk.indexOf(QUOTE, from); quote !== -1; quote = chunk.indexOf(QUOTE, quote + 1)) {
			const before = quote === 0 ? previous : chunk[quote - 1];
			if (before === COMMA || before === NEWLINE || before === CARRIAGE_RETURN) return quote;
			hasQuoteAfterSpace ||= before === SPACE;
		}
		return undefined;
	};

	const count = (): RecordCount => {
		leaveReturn('\r');
		return { records: records + (hasContent ? 1 : 0), commas, lineEnds, hasQuoteAfterSpace };
	};
	return { push, count };
};
