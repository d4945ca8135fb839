import { parse } from 'csv-parse/sync';

/** A CSV text cut at its record boundaries: the same bytes, line breaks included; nothing is quoted anew. */
export interface CsvTable {
	readonly fieldNames: readonly string[];
	readonly header: Buffer;
	readonly records: readonly Buffer[];
}

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const isLineBreak = (byte: number | undefined): boolean => byte === LINE_FEED || byte === CARRIAGE_RETURN;

/**
 * Finds the header and the records; undefined if there is not even a header. The parser only says where a record ends,
 * because a quoted field may hold line breaks. Blank lines and a byte order mark are left out. A last record without a
 * line break gets one, so that the records can be put together in any way.
 */
export const readCsvTable = (csv: Buffer): CsvTable | undefined => {
	const rows: Buffer[] = [];
	let fieldNames: readonly string[] | undefined;
	let start = csv.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;

	parse(csv, {
		bom: true,
		record_delimiter: ['\r\n', '\n', '\r'],
		relax_column_count: true,
		relax_quotes: true,
		on_record: (record: string[], { bytes }) => {
			const row = csv.subarray(start, bytes);
			start = bytes;
			if (isLineBreak(row[0])) return null;
			fieldNames ??= record;
			rows.push(row);
			return null;
		},
	});

	const [first] = rows;
	if (!first || !fieldNames) return undefined;
	const lineBreak = Buffer.from(first.at(-2) === CARRIAGE_RETURN ? '\r\n' : '\n');
	const [header = first, ...records] = rows.map((row) =>
		isLineBreak(row.at(-1)) ? row : Buffer.concat([row, lineBreak]),
	);
	return { fieldNames, header, records };
};

/** Cuts a table into `count` CSV texts of nearly equal numbers of records, each with the header. */
export const cutIntoParts = ({ header, records }: CsvTable, count: number): Buffer[] =>
	Array.from({ length: count }, (_, part) => {
		const from = Math.floor((part * records.length) / count);
		const to = Math.floor(((part + 1) * records.length) / count);
		return Buffer.concat([header, ...records.slice(from, to)]);
	});
