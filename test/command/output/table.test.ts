import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type Column, renderTable } from '../../../command/output/table.ts';

type Row = readonly [string, string, string];
const columns: readonly Column<Row>[] = [
	{ title: 'STATE', text: ([state]) => state, dispensable: 0 },
	{ title: 'JOB', text: ([, job]) => job, minWidth: 8, cut: 'middle', dispensable: 0 },
	{ title: 'NOTE', text: ([, , note]) => note, minWidth: 6, dispensable: 1 },
];
const rows: readonly Row[] = [
	['FAILED', 'a-job-of-every-night', 'why it failed'],
	['SUCCEEDED', 'short', ''],
];

describe('renderTable', () => {
	it('aligns columns and cuts nothing that fits', () => {
		expect(renderTable(columns, rows, 80)).toEqual([
			'STATE      JOB                   NOTE',
			'FAILED     a-job-of-every-night  why it failed',
			'SUCCEEDED  short',
		]);
	});

	it('cuts the widest column first, a name in its middle', () => {
		expect(renderTable(columns, rows, 40)[1]).toBe('FAILED     a-job-o…-night  why it failed');
	});

	it('leaves a dispensable column out rather than cut another below its least width', () => {
		expect(renderTable(columns, rows, 26)).toEqual([
			'STATE      JOB',
			'FAILED     a-job-o…y-night',
			'SUCCEEDED  short',
		]);
	});

	it('leaves out a column without any text', () => {
		expect(renderTable(columns, [['FAILED', 'one', '']], 80)[0]).toBe('STATE   JOB');
	});

	it.each([40, 60, 80, 200])('writes no line wider than %i columns, whatever the texts', (width) => {
		const wild: Row = ['SUCCEEDED', '日本語'.repeat(40), `\u001B[31mred\n${'x'.repeat(300)}`];
		for (const line of renderTable(columns, [...rows, wild], width))
			expect(stringWidth(line)).toBeLessThanOrEqual(width);
	});

	it('writes no control character of a text', () => {
		expect(renderTable(columns, [['FAILED', 'one', '\u001B]0;title\u0007']], 80)[1]).toBe('FAILED  one  �]0;title�');
	});
});
