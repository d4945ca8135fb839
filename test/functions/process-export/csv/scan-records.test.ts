import { describe, expect, it } from 'vitest';
import { chunksOf, csvTexts, gatherRecords } from '../../../support/csv.ts';

describe('the scanner', () => {
	it.each(csvTexts)('finds the records of %j, wherever the bytes are cut: %i', async (text, expected) => {
		const bytes = Buffer.from(text);
		for (const size of [1, 2, 3, 7, 1_000]) {
			const records = await gatherRecords(chunksOf(bytes, size));
			expect(records.length, `in chunks of ${size}`).toBe(expected);
			for (const { byte, bytes: record } of records) expect(bytes.subarray(byte, byte + record.length)).toEqual(record);
		}
	});

	it('gives the first line of each record, and counts line breaks within cells', async () => {
		const records = await gatherRecords([Buffer.from('A,B\r\n"1\n1",2\r\n\r\n3,4\n5,6\r7,8')]);
		expect(records.map(({ line }) => line)).toEqual([1, 2, 5, 6, 7]);
	});
});
