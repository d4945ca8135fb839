import { isUtf8 } from 'node:buffer';
import type { Column } from '#contracts/dataset-run.ts';
import { readCells } from '../csv/read-cells.ts';
import { MAX_RECORD_BYTES, type ScannedRecord } from '../csv/scan-records.ts';
import { isOfType } from '../notation.ts';

/** Why a row does not fit its columns. The reason shows no cell; the row is in the rejects with it. */
export interface Rejection {
	readonly kind:
		| 'UNCLOSED_QUOTE'
		| 'RECORD_TOO_LONG'
		| 'INVALID_UTF8'
		| 'BROKEN_QUOTES'
		| 'TOO_FEW_CELLS'
		| 'TOO_MANY_CELLS'
		| 'REQUIRED_CELL_EMPTY'
		| 'NOT_OF_THE_TYPE';
	readonly reason: string;
	readonly column?: string;
}

/** The first fault of a row; undefined if the row fits. */
export const checkRow = (
	{ bytes, length, isUnclosed }: ScannedRecord,
	columns: readonly Column[],
): Rejection | undefined => {
	if (isUnclosed) return { kind: 'UNCLOSED_QUOTE', reason: 'the file ends within quotes' };
	if (length > MAX_RECORD_BYTES) {
		return { kind: 'RECORD_TOO_LONG', reason: `${length} bytes are more than ${MAX_RECORD_BYTES}` };
	}
	if (!isUtf8(bytes)) return { kind: 'INVALID_UTF8', reason: 'the row is not UTF-8' };
	const cells = readCells(bytes.toString());
	if (!cells)
		return { kind: 'BROKEN_QUOTES', reason: 'a quote stands neither at the beginning nor at the end of a cell' };
	if (cells.length !== columns.length) {
		const kind = cells.length < columns.length ? 'TOO_FEW_CELLS' : 'TOO_MANY_CELLS';
		return { kind, reason: `the row has ${cells.length} cells, the header ${columns.length}` };
	}
	for (const [at, column] of columns.entries()) {
		const rejection = checkCell(cells[at] as string, column);
		if (rejection) return rejection;
	}
	return undefined;
};

const checkCell = (cell: string, { name, type, required }: Column): Rejection | undefined => {
	if (cell === '') {
		if (!required) return undefined;
		return { kind: 'REQUIRED_CELL_EMPTY', reason: `${name} is required, but empty`, column: name };
	}
	return isOfType(cell, type)
		? undefined
		: { kind: 'NOT_OF_THE_TYPE', reason: `${name} is not of the type ${type}`, column: name };
};
