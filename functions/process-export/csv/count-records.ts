import { CARRIAGE_RETURN, COMMA, NEWLINE, QUOTE } from './bytes.ts';
import { countLineEnds } from './count-line-ends.ts';

/** Counting four bytes at a time takes some preparation; it pays from this length on. */
const LONG_BYTES = 1_024;

/**
 * Counts the records of a file as its bytes pass, without blank lines; the file has no byte-order mark. It does not use
 * scanRecords, on purpose: it checks the conversion by a second method, and it is several times as fast, because it jumps
 * from quote to quote and from line end to line end (`indexOf` is memchr).
 */
export const createRecordCounter = () => {
	let records = 0;
	let isInQuotes = false;
	/** The last byte within quotes was a quote: the next byte says whether it closed them. */
	let isAfterQuote = false;
	let hasContent = false;
	let previous = NEWLINE;

	/** Counts the line ends of bytes outside quotes. */
	const countLines = (chunk: Buffer, from: number, to: number): void => {
		const isLong = to - from >= LONG_BYTES && (hasContent || chunk[from] !== NEWLINE);
		const ends = isLong ? countLineEnds(chunk.subarray(from, to)) : undefined;
		if (ends !== undefined) {
			records += ends;
			hasContent = chunk[to - 1] !== NEWLINE;
			return;
		}
		let start = from;
		for (let end = chunk.indexOf(NEWLINE, from); end !== -1 && end < to; end = chunk.indexOf(NEWLINE, start)) {
			const isBlank = end === start || (end === start + 1 && chunk[start] === CARRIAGE_RETURN);
			if (hasContent || !isBlank) records += 1;
			hasContent = false;
			start = end + 1;
		}
		if (to > start) hasContent ||= !(to === start + 1 && chunk[start] === CARRIAGE_RETURN);
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
				countLines(chunk, at, quote ?? chunk.length);
				if (quote === undefined) break;
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
		}
		return undefined;
	};

	return { push, count: (): number => records + (hasContent ? 1 : 0) };
};
