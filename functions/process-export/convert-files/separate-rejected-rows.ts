import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Column } from '#contracts/dataset-run.ts';
import { type ScannedRecord, scanRecords } from '../csv/scan-records.ts';
import { checkRow, type Rejection } from './check-row.ts';

interface Rejected {
	readonly rejects: number;
	readonly rejectedBytes: number;
}

/** Enough of a rejected row to recognise it; the CSV file has all of it, at `byte`. */
const MAX_ROW_CHARACTERS = 65_536;

/**
 * Checks every row of a file that DuckDB did not convert completely. The header and the rows that fit go to `fitting`,
 * without blank lines and with one kind of line end; the others go to `rejects`, one JSON line for each.
 */
export const separateRejectedRows = async (
	files: { readonly csv: string; readonly fitting: string; readonly rejects: string },
	source: { readonly key: string; readonly bomBytes: number },
	columns: readonly Column[],
): Promise<Rejected> => {
	let rejects = 0;
	let rejectedBytes = 0;
	const rejected = createWriteStream(files.rejects);
	const reject = async (record: ScannedRecord, rejection: Rejection): Promise<void> => {
		rejects += 1;
		rejectedBytes += record.length;
		const row = record.bytes.toString().slice(0, MAX_ROW_CHARACTERS);
		const byte = record.byte + source.bomBytes;
		const line = JSON.stringify({ file: source.key, line: record.line, byte, bytes: record.length, ...rejection, row });
		if (!rejected.write(`${line}\n`)) await new Promise<void>((resolve) => rejected.once('drain', () => resolve()));
	};

	async function* fitting(): AsyncGenerator<Buffer> {
		let isHeader = true;
		for await (const records of scanRecords(createReadStream(files.csv, { highWaterMark: 1 << 20 }))) {
			const lines: Buffer[] = [];
			for (const record of records) {
				const rejection = isHeader ? undefined : checkRow(record, columns);
				isHeader = false;
				if (rejection) await reject(record, rejection);
				else lines.push(record.bytes, LINE_END);
			}
			yield Buffer.concat(lines);
		}
	}
	await pipeline(Readable.from(fitting()), createWriteStream(files.fitting));
	await new Promise<void>((resolve, fail) => rejected.once('error', fail).end(resolve));
	return { rejects, rejectedBytes };
};

const LINE_END = Buffer.from('\n');
