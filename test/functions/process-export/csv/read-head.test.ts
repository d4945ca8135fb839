import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES, readHead } from '#functions/process-export/csv/read-head.ts';
import { csvTexts, gatherRecords } from '../../../support/csv.ts';

const headerOf = async (text: string) => (await readHead('k', Buffer.from(text))).header;
/** More rows than a head holds. */
const MANY_ROWS = 'u,adult,gold\n'.repeat(HEAD_BYTES / 8);

describe('a header', () => {
	it('may have quotes, a byte-order mark and line breaks', async () => {
		expect(await headerOf('\uFEFF"A, ""x""","B\nC"\r\n1,2\n')).toEqual(['A, "x"', 'B\nC']);
	});

	it('is the first record that the scanner finds', async () => {
		for (const [text, records] of csvTexts.filter(([, count]) => count > 0)) {
			const [first] = await gatherRecords([Buffer.from(text)]);
			const header = (await headerOf(text)).map((name) => (text.startsWith('"') ? `"${name}"` : name)).join(',');
			expect(header, `of ${JSON.stringify(text)} with ${records} records`).toBe(first?.bytes.toString());
		}
	});

	it('is empty for a file that is empty or has blank lines only', async () => {
		for (const text of ['', '\n', '\r\n\n', '\uFEFF']) expect(await headerOf(text)).toEqual([]);
	});

	it('may have any length within the head, and may stand after blank lines', async () => {
		const long = `${'x'.repeat(HEAD_BYTES / 2)},B`;
		for (const text of [`${long}\n1,2\n`, long, `\n\n${long}\r\n`, `${long}\n${MANY_ROWS}`]) {
			expect(await headerOf(text)).toEqual(long.split(','));
		}
	});

	it('may be in a gzip file of which only the beginning is read', async () => {
		const random = Array.from({ length: 20_000 }, (_, at) => `${Math.sin(at)},${Math.cos(at)}\n`).join('');
		const { header, isGzip, rows, isWhole } = await readHead('k', gzipSync(`A,B\n${random}`).subarray(0, HEAD_BYTES));
		expect({ header, isGzip, isWhole }).toEqual({ header: ['A', 'B'], isGzip: true, isWhole: false });
		expect(rows.length).toBe(HEAD_BYTES - 4);
		expect(rows.toString()).toMatch(/^0,1\n/);
	});

	it.each([
		['that has a quote too many', 'USER_ID,AGE_GROUP,"MEMBERSHIP""\nu,adult,gold\n', 'its quotes are broken'],
		[
			'that has a quote too many, in a file longer than the head',
			`USER_ID,AGE_GROUP,"MEMBERSHIP""\n${MANY_ROWS}`,
			'its first 65536 bytes do not close a quote',
		],
		['that goes on after a quoted name', '"A"B,C\n1,2\n', 'its quotes are broken'],
		['that does not end', 'x'.repeat(HEAD_BYTES), 'its first 65536 bytes have no line end'],
		['that does not begin', '\n'.repeat(HEAD_BYTES), 'its first 65536 bytes have no line end'],
		['with a NUL byte in a name', 'A,B\0\n1,2\n', 'a column has a NUL byte in its name'],
		['with spaces before a quote', 'A, "B"\n1,2\n', 'its quotes are broken'],
		['with a nameless column', 'A,,C\n', 'a column has no name'],
		['with spaces after commas', 'A, B\n1, 2\n', 'a name begins or ends with a space'],
		['with a name twice', 'secret,SECRET\n', 'two columns have the same name'],
	])('%s is refused, and not shown', async (_case, text, reason) => {
		await expect(headerOf(text)).rejects.toMatchObject({
			name: 'HeaderInvalid',
			message: `the header of k cannot be used: ${reason}`,
		});
	});

	it.each([
		['A,B\n1,2\n', { line: 2, byte: 4 }, '\n'],
		['A,B\r\n1,2\r\n', { line: 2, byte: 5 }, '\r\n'],
		['A,B\r1,2\r', { line: 2, byte: 4 }, '\r'],
		['\uFEFFA,B\n1,2', { line: 2, byte: 7 }, '\n'],
		['\n\r\n"A\nx",B\r\n1,2', { line: 5, byte: 12 }, '\r\n'],
		['A,B', { line: 2, byte: 3 }, '\n'],
		['', { line: 1, byte: 0 }, '\n'],
		['\n\n', { line: 1, byte: 2 }, '\n'],
	])('says where the rows of %j begin: %j, after a header that ends with %j', async (text, rowsAt, lineEnd) => {
		for (const bytes of [Buffer.from(text), gzipSync(text)]) {
			expect(await readHead('k', bytes)).toMatchObject({ rowsAt, lineEnd });
		}
	});

	it('is looked for in the head only, however much a few bytes of gzip unpack to', async () => {
		for (const text of ['x'.repeat(50_000_000), '\n'.repeat(50_000_000), '"'.repeat(50_000_000)]) {
			await expect(readHead('k', gzipSync(text))).rejects.toMatchObject({ name: 'HeaderInvalid' });
		}
		const { rows } = await readHead('k', gzipSync(`A,B\n${'1,2\n'.repeat(10_000_000)}`).subarray(0, HEAD_BYTES));
		expect(rows.length).toBe(HEAD_BYTES - 4);
	});

	it('that is not UTF-8 is refused', async () => {
		const bytes = Buffer.from([0x41, 0xff, 0xfe, 0x0a, 0x41]);
		await expect(readHead('k', bytes)).rejects.toThrow('the header of k cannot be used: it is not UTF-8');
	});
});
