import type { ColumnType, SourceFile } from '#contracts/dataset-run.ts';
import { readCells } from '../csv/read-cells.ts';
import type { Head } from '../csv/read-head.ts';
import { type ScannedRecord, scanRecords } from '../csv/scan-records.ts';
import { DECIMAL_NUMBER, isOfType } from '../notation.ts';
import type { SampledTypes } from './choose-columns.ts';

const SAMPLES = 8;

/** Reads the types of columns from the rows in the heads of a few files, spread over all. */
export const sniffTypes = async (
	files: readonly SourceFile[],
	readHead: (file: SourceFile) => Promise<Head>,
): Promise<SampledTypes> => {
	const samples = files.filter((_, at) => at % Math.ceil(files.length / SAMPLES) === 0);
	const types = new Map<string, ColumnType>();
	for (const file of samples) {
		const head = await readHead(file);
		const rows = await rowsOf(head);
		for (const [at, name] of head.header.entries()) {
			for (const row of rows) {
				const type = isIdentifier(name) ? 'VARCHAR' : typeOf(row[at] ?? '');
				if (type) types.set(name, widen(types.get(name), type));
			}
		}
	}
	return types;
};

/** The whole rows of a head that have as many cells as its header. */
const rowsOf = async ({ header, rows, isWhole }: Head): Promise<readonly (readonly string[])[]> => {
	const records: ScannedRecord[] = [];
	for await (const found of scanRecords([rows])) records.push(...found);
	if (!isWhole) records.pop();
	return records.map(({ bytes }) => readCells(bytes.toString()) ?? []).filter(({ length }) => length === header.length);
};

/** An identifier is text, even if it looks like a number: `007` is not 7. */
const isIdentifier = (name: string): boolean => /(?:^|_)id$/i.test(name);

/** Undefined for an empty cell. What a number would not give back, as `007`, `+1` or a very long number, is text. */
const typeOf = (cell: string): ColumnType | undefined => {
	if (cell === '') return undefined;
	if (/^(?:true|false)$/i.test(cell)) return 'BOOLEAN';
	if (/^ *(?:[+]|-?0[0-9])/.test(cell)) return 'VARCHAR';
	if (/^ *-?[0-9]+ *$/.test(cell)) return isOfType(cell, 'BIGINT') ? 'BIGINT' : 'VARCHAR';
	return DECIMAL_NUMBER.matches(cell) && isOfType(cell, 'DOUBLE') ? 'DOUBLE' : 'VARCHAR';
};

/** The type that holds the values of both: whole and other numbers are DOUBLE, all else that differs is text. */
const widen = (one: ColumnType | undefined, other: ColumnType): ColumnType => {
	if (one === undefined || one === other) return other;
	const areNumbers = [one, other].every((type) => type === 'BIGINT' || type === 'DOUBLE');
	return areNumbers ? 'DOUBLE' : 'VARCHAR';
};
