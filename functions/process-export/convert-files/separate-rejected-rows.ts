import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Column, SourceFile } from '#contracts/dataset-run.ts';
import { type ScannedRecord, scanRecords } from '../csv/scan-records.ts';
import { standInHeader } from '../duckdb.ts';
import { checkRow, type Rejection } from './check-row.ts';

interface Rejected {
	readonly rejects: number;
	readonly rejectedBytes: number;
}

/** Enough of a rejected row to recognise it; the CSV file has all of it, at `byte`. */
const MAX_ROW_CHARACTERS = 65_536;

/**
 * Checks every row of a file that DuckDB does not convert completely. The rows that fit go to `fitting`, behind a header that
 * stands in for the file's own, without blank lines and with one kind of line end; the others go to `rejects`, one JSON line
 * for each.
 */
export const separateRejectedRows = async (
	files: { readonly csv: string; readonly fitting: string; readonly rejects: string },
	{ key, rowsAt, lineEnd }: Pick<SourceFile, 'key' | 'rowsAt' | 'lineEnd'>,
	columns: readonly Column[],
): Promise<Rejected> => {
	const [fitting, rejected] = await Promise.all([open(files.fitting, 'w'), open(files.rejects, 'w')]);
	let rejects = 0;
	let rejectedBytes = 0;
	const lineOf = ({ line, byte, length, bytes }: ScannedRecord, rejection: Rejection): string => {
		const row = bytes.toString().slice(0, MAX_ROW_CHARACTERS);
		return `${JSON.stringify({ file: key, line, byte, bytes: length, ...rejection, row })}\n`;
	};
	try {
		await fitting.appendFile(standInHeader(columns.length, '\n'));
		const start = standInHeader(columns.length, lineEnd).length;
		for await (const records of scanRecords(createReadStream(files.csv, { start, highWaterMark: 1 << 20 }), rowsAt)) {
			const rows: Buffer[] = [];
			const lines: string[] = [];
			for (const record of records) {
				const rejection = checkRow(record, columns);
				if (!rejection) rows.push(record.bytes, LINE_END);
				else {
					lines.push(lineOf(record, rejection));
					rejects += 1;
					rejectedBytes += record.length;
				}
			}
			await fitting.appendFile(Buffer.concat(rows));
			await rejected.appendFile(lines.join(''));
		}
	} finally {
		await Promise.all([fitting.close(), rejected.close()]);
	}
	return { rejects, rejectedBytes };
};

const LINE_END = Buffer.from('\n');
