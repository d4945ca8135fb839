import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { createRecordCounter, type RecordCount } from '#functions/process-export/csv/count-records.ts';
import { chunksOf, csvTexts, gatherRecords } from '../../../support/csv.ts';

const count = (chunks: readonly Buffer[]): RecordCount => {
	const counter = createRecordCounter();
	for (const chunk of chunks) counter.push(chunk);
	return counter.count();
};
const countRecords = (chunks: readonly Buffer[]): number => count(chunks).records;

describe('the counter of records', () => {
	it.each(csvTexts)('counts %j, wherever the bytes are cut: %i', (text, expected) => {
		for (const size of [1, 2, 3, 7, 1_000]) {
			expect(countRecords(chunksOf(Buffer.from(text), size)), `in chunks of ${size}`).toBe(expected);
		}
	});

	/** A character is the more frequent, the more often it is in the alphabet. */
	const often = (what: string, times: number): string[] => Array.from({ length: times }, () => what);
	const alphabets: readonly (readonly [string, readonly string[]])[] = [
		['few line ends', [...often('a,', 200), '\n']],
		['many line ends', ['a', 'b', ',', '\n']],
		['blank lines', ['a', '\n', '\n']],
		['carriage returns', [...often('abc,', 300), '\r\n', '\n']],
		['carriage returns alone', [...often('abc,', 300), '\r', '\r\n']],
		['quotes', [...often('abc,', 100), '"', '\n']],
		['bytes beyond ASCII', [...often('aé', 20), '\u0a8a', '\n']],
	];

	it.each(alphabets)('counts as many as the scanner finds in long texts with %s', async (_what, alphabet) => {
		const generator = xoroshiro128plus(alphabet.length);
		const below = (limit: number) => (generator.next() >>> 0) % limit;
		for (let round = 0; round < 30; round += 1) {
			const bytes = Buffer.from(
				Array.from({ length: 1_000 + below(6_000) }, () => alphabet[below(alphabet.length)]).join(''),
			);
			const [from, cut] = [below(4), below(bytes.length)];
			const chunks = [bytes.subarray(from, from + cut), bytes.subarray(from + cut)];
			const records = await gatherRecords(chunks);
			expect(countRecords(chunks)).toBe(records.length);
			if (records.some(({ isUnclosed }) => isUnclosed)) continue;
			const commas = records.map(({ bytes: record }) => commasOutsideQuotes(record.toString()));
			expect(count(chunks).commas).toBe(commas.reduce((sum, found) => sum + found, 0));
		}
	});

	/** By another method: without what stands in quotes at the beginning of a cell. */
	const commasOutsideQuotes = (record: string): number =>
		record.replaceAll(/(?<=^|,)"(?:[^"]|"")*"/g, '').split(',').length - 1;

	it.each<[string, readonly string[]]>([
		['a,b\nc,d\n', ['\n']],
		['a,b\r\nc,"x\ry\nz"\r\n', ['\r\n']],
		['a,b\rc,d\r', ['\r']],
		['a,b\r"c",d', ['\r']],
		['a,b\nc,d\r', ['\n', '\r']],
		['a,b\r\nc,d\n', ['\r\n', '\n']],
		['a,b\n\r\n', ['\n', '\r\n']],
		[`${'a,b\n'.repeat(500)}c,d\r`, ['\n', '\r']],
		['', []],
	])('knows the kinds of line ends of %j, wherever the bytes are cut: %j', (text, lineEnds) => {
		for (const size of [1, 2, 3, 7, 5_000]) {
			expect([...count(chunksOf(Buffer.from(text), size)).lineEnds].sort(), `${size}`).toEqual([...lineEnds].sort());
		}
	});

	it('knows whether a quote follows a space outside quotes', () => {
		for (const size of [1, 2, 1_000]) {
			const has = (text: string) => count(chunksOf(Buffer.from(text), size)).hasQuoteAfterSpace;
			expect(['a, "b"\n', ' "a"', '"a" "b"'].map(has)).toEqual([true, true, true]);
			expect(['a,"b "" c"\n', '"a" ,b', 'a"b', ''].map(has)).toEqual([false, false, false, false]);
		}
	});

	it('skips a blank line anywhere in a long text', () => {
		for (const length of [1_024, 1_025, 1_026, 1_027]) {
			for (let at = 0; at <= length; at += 1) {
				const text = Buffer.from(`${'a'.repeat(at)}\n\n${'b'.repeat(length - at)}`);
				expect(countRecords([text]), `${length} letters, blank after ${at}`).toBe(at % length === 0 ? 1 : 2);
			}
		}
	});
});
