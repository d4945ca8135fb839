import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typedCell } from '#functions/process-export/convert-files/conversion-sql.ts';
import { type Database, sqlText } from '#functions/process-export/duckdb.ts';
import { isOfType } from '#functions/process-export/notation.ts';
import { columnOf, useConversion } from '../../support/conversion.ts';
import { openTestDatabase } from '../../support/test-database.ts';

let database: Database;
beforeAll(async () => {
	database = await openTestDatabase();
});
afterAll(() => database.close());
const convert = useConversion();

const TYPES = ['INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE', 'BOOLEAN'] as const;

const generator = xoroshiro128plus(12);
const below = (limit: number) => (generator.next() >>> 0) % limit;
const pick = (...items: readonly string[]): string => items[below(items.length)] ?? '';
const digits = () => Array.from({ length: 1 + below(40) }, () => below(10)).join('');
/** Numbers in many ways of writing, of which most are nearly right. */
const number = (): string =>
	[
		pick('', '', '', ' ', '  ', '\t', '\u00a0'),
		pick('', '', '', '+', '-', '--', '+-'),
		pick('', '', '', '0', '000', '0x', '0b'),
		pick(digits(), digits(), '2147483647', '2147483648', '9223372036854775807', '9223372036854775808', '1_000', ''),
		pick('', '', '', '.', '.0', '.000', `.${digits()}`, '.0001'),
		pick('', '', '', '', 'e', 'e5', 'E-3', 'e+38', 'e39', 'e308', 'e-400', 'e1_0'),
		pick('', '', '', '', ' ', '\v', '\n', 'f', 'L'),
	].join('');
const word = (): string =>
	pick('', '', '+', '-') +
	pick('true', 'FALSE', 'True', 't', 'F', 'yes', 'No', 'y', 'on', 'off', 'nan', 'NaN', 'inf', 'Infinity', 'falſe') +
	pick('', '', ' ', 's');
const cells = new Set([
	...Array.from({ length: 1_200 }, number),
	...Array.from({ length: 150 }, word),
	...[
		'0x10',
		'1e-1',
		'25e-1',
		'1e3',
		'1_000',
		'1e39',
		'3.4028235e38',
		'3.4028236e38',
		'1.7976931348623157e308',
		'1e309',
	],
	...['340282356779733661637539395458142568447', '340282356779733661637539395458142568448', '-0', '0', '1', '.', '+'],
	...['-2147483648', '-2147483649', '-9223372036854775808', '-9223372036854775809', '-9223372036854775808.0'],
	...[`${'0'.repeat(5_000)}7`, `7.${'0'.repeat(5_000)}`, '9'.repeat(5_000), `0.${'0'.repeat(5_000)}7e5001`],
	...['2026-03-01', '12:00', ' ', '""', 'é', '１', '१', '−1', '1,5', '1 000', 'null', 'NULL', "'1'"],
]);

describe('a cell', () => {
	it.each(TYPES)('is a %s for DuckDB if, and only if, it is one for the check of rows', async (type) => {
		const differing: string[] = [];
		for (const cell of cells) {
			const sql = `SELECT ${typedCell('cell', type)} AS value FROM (SELECT ${sqlText(cell)} AS cell)`;
			const [row] = await database.query('a test', sql).catch(() => []);
			if (isOfType(cell, type) !== (row?.value !== undefined)) differing.push(cell);
			if (!row) continue;
			if (type === 'BIGINT') expect(row.value).toBe(String(BigInt(cell.trim().replace(/^\+|[.].*/g, ''))));
			if (type === 'DOUBLE' && Number.isFinite(Number(cell))) expect(Number(row.value)).toBe(Number(cell));
		}
		expect(differing).toEqual([]);
	});

	it.each([
		['INTEGER', '2147483648', '2147483647'],
		['BIGINT', '1e-1', '1'],
		['BIGINT', '25e-1', '+25.0'],
		['BIGINT', '0x10', '007'],
		['FLOAT', '1e39', '1e38'],
		['FLOAT', '1_000', 'Infinity'],
		['DOUBLE', '1e309', '1e308'],
		['DOUBLE', '+-1', ' -1.5e3 '],
		['BOOLEAN', '2', 'No'],
	] as const)(
		'of the type %s is rejected alone as among others, as %j, or is not, as %j',
		async (type, wrong, right) => {
			const columns = [columnOf('A', { type }), columnOf('B')];
			for (const others of ['', 'other,x\n', `${right},x\n`]) {
				const { rejects } = await convert(`A,B\n${others}${wrong},wrong\n${right},right\n`, columns);
				const texts = rejects.map(({ row }) => String(row));
				expect(texts).toContain(`${wrong},wrong`);
				expect(texts).not.toContain(`${right},right`);
			}
		},
	);

	it.each(TYPES)(
		'that is empty is no %s, but none is missing: quoted or not, it is null, or rejected',
		async (type) => {
			for (const required of [false, true]) {
				const columns = [columnOf('A', { type, required }), columnOf('B')];
				const { rows, counts } = await convert('A,B\n,x\n"",x\n', columns);
				expect(counts.rejects).toBe(required ? 2 : 0);
				expect(rows).toEqual(
					required
						? []
						: [
								[null, 'x'],
								[null, 'x'],
							],
				);
			}
		},
	);

	it.each(TYPES)('of 4 MB is checked in linear time as a %s', (type) => {
		const startedAt = performance.now();
		for (const part of ['1', '0', '.', '1.', ' ', '+', 'e1', '1e', '.0', 'na', 'infinit']) {
			for (const end of ['', 'x', ' x']) isOfType(part.repeat(4_000_000 / part.length) + end, type);
		}
		expect(performance.now() - startedAt).toBeLessThan(10_000);
	});
});
