import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { duckdbEnvironment } from '#contracts/vocabulary.ts';
import { settings } from '#functions/process-export/convert-files/settings.ts';
import { shareProcessors } from '#functions/process-export/convert-files/share-processors.ts';
import { MAX_RECORD_BYTES } from '#functions/process-export/csv/scan-records.ts';
import { openDatabase } from '#functions/process-export/duckdb.ts';
import { columnOf, useConversion } from '../../../support/conversion.ts';

const convert = useConversion();

const HEADERS = ['A,B', '"A","B"', '\uFEFFA,B', '"A ""x""",B', '"A\nx",B', '\n\nA,B', '\uFEFF"A,x","B\r\ny"'];
const LINE_ENDS = ['\n', '\r\n', '\r'];

describe('the rows of a file', () => {
	it.each(LINE_ENDS)('are the same with every header, before line ends %j', async (lineEnd) => {
		for (const header of HEADERS) {
			const { counts, rows } = await convert([header, '1,2', '"3","4"', ''].join(lineEnd));
			expect({ rows, rejects: counts.rejects }, JSON.stringify(header)).toEqual({
				rows: [
					['1', '2'],
					['3', '4'],
				],
				rejects: 0,
			});
		}
	});

	it('may begin with what looks like a byte-order mark', async () => {
		for (const text of ['A,B\n\uFEFF1,2\n', '\uFEFFA,B\n\uFEFF1,2\ntoo few\n']) {
			expect((await convert(text)).rows).toEqual([['<BOM>1', '2']]);
		}
	});

	it('may end in any way', async () => {
		for (const end of ['', '\n', '\r\n', '\r', '\n\n\r\n']) {
			expect((await convert(`A,B${end || '\n'}1,2${end}`)).rows, JSON.stringify(end)).toEqual([['1', '2']]);
		}
	});

	it('keep what is no line end: a carriage return within quotes, a NUL byte, a line separator of Unicode', async () => {
		const { rows } = await convert('A,B\n"x\ry\r\nz",1\n\0,\u2028\n');
		expect(rows).toEqual([
			['x\ry\r\nz', '1'],
			['\0', '\u2028'],
		]);
	});

	it('are rejected with their lines and bytes in the file, whatever stands before them', async () => {
		const file = '\uFEFF"A\nx",B\r\n1,2\r\nbad\r\n"é\r\n",4\r\nbad too\r\n';
		const { rows, rejects } = await convert(file);
		expect(rows).toHaveLength(2);
		const bytes = Buffer.from(file);
		expect(rejects.map(({ line, byte }) => [line, byte])).toEqual([
			[4, bytes.indexOf('bad')],
			[7, bytes.indexOf('bad too')],
		]);
	});

	it.each(LINE_ENDS)('may have 8 MiB and not a byte more, before a line end %j', async (lineEnd) => {
		for (const [more, rejects] of [
			[0, 0],
			[1, 1],
		]) {
			const long = `${'x'.repeat(MAX_RECORD_BYTES - 2 + (more ?? 0))},2`;
			const { counts } = await convert(['A,B', '1,2', long, '3,4', ''].join(lineEnd));
			expect(counts).toMatchObject({ rowsIn: 3, rejects });
		}
	});

	it.each([
		['more cells than the header, though empty', '1,2,,'],
		['spaces before a quote', '1, "2"'],
		['text after a closing quote', '1,"2"x'],
	])('are rejected alone as among others: %s', async (_case, row) => {
		for (const others of ['', '3,4\n', 'too few\n']) {
			const { rejects } = await convert(`A,B\n${others}${row}\n`);
			expect(rejects.map((rejected) => rejected.row)).toContain(row);
		}
	});
});

describe('an empty cell', () => {
	const columns = [columnOf('A', { required: true }), columnOf('B')];

	it.each(['', '""', '"" '])('%j of a required text is rejected alone as among others', async (cell) => {
		for (const others of ['', 'x,y\n', 'too few\n']) {
			const { rows, rejects } = await convert(`A,B\n${others}${cell},2\n`, columns);
			expect(rejects).toContainEqual(expect.objectContaining({ kind: 'REQUIRED_CELL_EMPTY', column: 'A' }));
			expect(rows).toEqual(others === 'x,y\n' ? [['x', 'y']] : []);
		}
	});

	it.each(['', '""'])('%j of another text is null', async (cell) => {
		for (const others of ['', 'too few\n']) {
			expect((await convert(`A,B\n${others}1,${cell}\n`, columns)).rows).toEqual([['1', null]]);
		}
	});

	it('is not one of spaces', async () => {
		for (const others of ['', 'too few\n']) {
			expect((await convert(`A,B\n${others} ,2\n`, columns)).rows).toEqual([[' ', '2']]);
		}
	});
});

/** What a file is read as, with every way of converting it. */
describe('a file of random bytes', () => {
	const alphabet = ['a', '1', ',', ',', ',', '"', '"', '\n', '\n', '\r', '\r\n', ' ', '\t', '\0', 'é'];
	const generator = xoroshiro128plus(11);
	const below = (limit: number) => (generator.next() >>> 0) % limit;
	const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;

	it('gives the same rows, whether they are converted at once or one by one', async () => {
		for (let round = 0; round < 150; round += 1) {
			const lineEnd = pick(LINE_ENDS);
			const drawn = Array.from({ length: 1 + below(14) }, () => pick(alphabet)).join('');
			const body = round % 2 ? drawn.replaceAll(/[\r\n]+/g, lineEnd) : drawn;
			const text = `${pick(HEADERS)}${lineEnd}${body}`;
			const { rows, rejects, counts } = await convert(text);
			expect(counts.rowsIn).toBe(rows.length + rejects.length);
			if (rejects.some(({ kind }) => kind === 'UNCLOSED_QUOTE')) continue;
			// A row that fits no header makes the whole file go the slow way.
			const slow = await convert(`${text}${lineEnd}too few`);
			expect({ rows: slow.rows, rejects: slow.rejects.slice(0, -1) }, JSON.stringify(text)).toEqual({ rows, rejects });
		}
	});
});

describe('a file in gzip', () => {
	it('has a limit for what it unpacks to, and fails by name beyond', async () => {
		const packed = gzipSync(`A,B\n${'1,2\n'.repeat(100_000)}`);
		expect(packed.length).toBeLessThan(5_000);
		await expect(convert(packed, undefined, { maxBytes: 100_000 })).rejects.toMatchObject({
			name: 'SourceUnreadable',
			message: 'a.csv cannot be read: it has more than 100000 bytes, unpacked',
		});
		expect((await convert(packed, undefined, { maxBytes: 400_004 })).counts.rowsIn).toBe(100_000);
	});

	it.each([
		['that breaks off', (packed: Buffer) => packed.subarray(0, packed.length - 10)],
		['that is followed by other bytes', (packed: Buffer) => Buffer.concat([packed, Buffer.from('5,6\n')])],
	])('%s is refused by name', async (_case, damage) => {
		const packed = damage(gzipSync(`A,B\n${'1,2\n'.repeat(100)}`));
		await expect(convert(packed)).rejects.toMatchObject({ name: 'SourceUnreadable' });
	});

	it('of several members is read to its end', async () => {
		const packed = Buffer.concat([gzipSync('A,B\n1,2\n'), gzipSync('3,4\n')]);
		expect((await convert(packed)).counts.rowsOut).toBe(2);
	});

	it('may have a line beyond 8 MB, which is rejected', async () => {
		const { counts, rejects } = await convert(gzipSync(`A,B\n1,2\n${'x'.repeat(20_000_000)},1\n3,4\n`));
		expect(counts).toMatchObject({ rowsIn: 3, rowsOut: 2, rejects: 1 });
		expect(rejects).toMatchObject([{ kind: 'RECORD_TOO_LONG', line: 3, bytes: 20_000_002 }]);
	});
});

describe('a wide file', () => {
	const header = Array.from({ length: 1_000 }, (_, at) => `C${at}`);
	const columns = header.map((name, at) => columnOf(name, { type: at % 2 ? 'BIGINT' : 'VARCHAR' }));
	const convertWide = useConversion(() => {
		const { workers, threads } = shareProcessors([{ size: 12_000_000, isGzip: false }], columns, 2);
		const memoryMegabytes = Number(duckdbEnvironment(settings).DUCKDB_MEMORY_MB) / workers;
		return openDatabase({ memoryMegabytes, threads, temporaryFolder: tmpdir() });
	});

	it('of 1,000 columns is converted', async () => {
		const row = header.map((_, at) => at % 1_000).join(',');
		const { counts } = await convertWide(`${header.join(',')}\n${`${row}\n`.repeat(3_000)}`, columns);
		expect(counts).toMatchObject({ rowsOut: 3_000, rejects: 0 });
	});
});
