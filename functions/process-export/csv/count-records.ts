import { countLineEnds } from './count-line-ends.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
/** From here on it pays to make ready for four bytes at a time. */
const LONG_BYTES = 1_024;

/**
 * Counts CSV records in bytes as they pass, blank lines not: by line ends outside quotes, found with memchr, and so by
 * other means than the reader that converts them. A quote opens a cell only where a cell begins (RFC 4180).
 */
export const createRecordCounter = () => {
	let records = 0;
	let isInQuotes = false;
	/** The last byte within quotes was a quote: the next one says whether it closed them. */
	let isQuoteOpen = false;
	let hasContent = false;
	let previous = NEWLINE;

	/** Counts the line ends of bytes without a quote that matters. */
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
			const isBlank = end === start || (end === start + 1 && chunk[start] === RETURN);
			if (hasContent || !isBlank) records += 1;
			hasContent = false;
			start = end + 1;
		}
		if (to > start) hasContent ||= !(to === start + 1 && chunk[start] === RETURN);
	};

	const push = (chunk: Buffer): void => {
		let at = 0;
		while (at < chunk.length) {
			if (isQuoteOpen) {
				isQuoteOpen = false;
				if (chunk[at] === QUOTE) at += 1;
				else isInQuotes = false;
			} else if (isInQuotes) {
				const quote = chunk.indexOf(QUOTE, at);
				isQuoteOpen = quote !== -1;
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

	const openingQuote = (chunk: Buffer, from: number): number | undefined => {
		for (let quote = chunk.indexOf(QUOTE, from); quote !== -1; quote = chunk.indexOf(QUOTE, quote + 1)) {
			const before = quote === 0 ? previous : chunk[quote - 1];
			if (before === COMMA || before === NEWLINE || before === RETURN) return quote;
		}
		return undefined;
	};

	return { push, count: (): number => records + (hasContent ? 1 : 0) };
};
