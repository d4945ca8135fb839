import { describe, expect, it } from 'vitest';
import { readCells } from '#functions/process-export/csv/read-cells.ts';

describe('a record', () => {
	it.each([
		['a,,"b,""c""" ', ['a', '', 'b,"c"']],
		['', ['']],
		['a,', ['a', '']],
		['"a"b', undefined],
		['"a', undefined],
		['a, "b"', undefined],
		['  "a"', undefined],
		['a, b "c"', ['a', ' b "c"']],
	])('%j has the cells %j', (record, cells) => {
		expect(readCells(record)).toEqual(cells);
	});
});
