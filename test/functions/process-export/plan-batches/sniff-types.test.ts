import { describe, expect, it } from 'vitest';
import type { SourceFile } from '#contracts/dataset-run.ts';
import { readHead } from '#functions/process-export/csv/read-head.ts';
import { sniffTypes } from '#functions/process-export/plan-batches/sniff-types.ts';

/** The types of the columns of files with these contents. */
const sniff = async (...contents: readonly string[]) => {
	const files = contents.map((_, index) => ({ index }) as SourceFile);
	const types = await sniffTypes(files, ({ index }) => readHead('k', Buffer.from(contents[index] ?? '')));
	return Object.fromEntries(types);
};
/** The type of a column with these cells. */
const typeOf = async (...cells: readonly string[]) =>
	(await sniff(`A,B\n${cells.map((cell) => `${cell},x\n`).join('')}`)).A;

describe('the type of a column without a schema', () => {
	it.each([
		[['1', '-20', ''], 'BIGINT'],
		[['1.5', '.5', '1e3'], 'DOUBLE'],
		[['1', '2.5'], 'DOUBLE'],
		[['true', 'False', ''], 'BOOLEAN'],
		[['true', '1'], 'VARCHAR'],
		[['1', 'x'], 'VARCHAR'],
	])('is that of its cells, of %j: %s', async (cells, type) => {
		expect(await typeOf(...cells)).toBe(type);
	});

	it.each([
		'007',
		'-01',
		'00.5',
		'+49123',
		'12345678901234567890',
		'0x10',
		'1_000',
		'1e400',
		'nan',
		'2026-03-01',
		'yes',
	])('is text if a number would not give back %s', async (cell) => {
		expect(await typeOf('1', cell)).toBe('VARCHAR');
	});

	it('is not known if all cells are empty, or if there is no row', async () => {
		expect(await typeOf('', '')).toBeUndefined();
		expect(await sniff('A,B\n', '')).toEqual({});
	});

	it('is text for an identifier', async () => {
		expect(await sniff('ITEM_ID,id,PAID\n1,2,3\n')).toEqual({ ITEM_ID: 'VARCHAR', id: 'VARCHAR', PAID: 'BIGINT' });
	});

	it('holds the values of all files, and leaves out rows that do not fit the header', async () => {
		expect(await sniff('A,B\n1,2\n', 'B,A\n2.5,x\n', 'A,B\n"broken"x,1\n1,2,y\n')).toEqual({
			A: 'VARCHAR',
			B: 'DOUBLE',
		});
	});

	it('is read with any line ends, and not from a row that the head cuts', async () => {
		expect(await sniff('A,B\r1,2\r3,4\r')).toEqual({ A: 'BIGINT', B: 'BIGINT' });
		const cut = `A,B\n${'1,2\n'.repeat(20_000)}`.slice(0, 65_536);
		expect(await sniff(`${cut.slice(0, -2)}9x`)).toEqual({ A: 'BIGINT', B: 'BIGINT' });
	});
});
