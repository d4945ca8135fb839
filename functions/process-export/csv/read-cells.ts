/**
 * The cells of one record without its line end. Undefined if a quoted cell is not closed, goes on after its closing quote, or
 * begins with spaces before its opening quote: of such a cell, DuckDB now makes one thing and now another.
 */
export const readCells = (record: string): string[] | undefined => {
	const cells: string[] = [];
	for (let at = 0; ; ) {
		if (record[at] !== '"') {
			const comma = record.indexOf(',', at);
			const cell = comma === -1 ? record.slice(at) : record.slice(at, comma);
			if (/^ +"/.test(cell)) return undefined;
			cells.push(cell);
			if (comma === -1) return cells;
			at = comma + 1;
			continue;
		}
		const end = endOfQuoted(record, at + 1);
		if (end === undefined) return undefined;
		cells.push(record.slice(at + 1, end).replaceAll('""', '"'));
		let after = end + 1;
		while (record[after] === ' ') after += 1;
		if (after === record.length) return cells;
		if (record[after] !== ',') return undefined;
		at = after + 1;
	}
};

const endOfQuoted = (record: string, from: number): number | undefined => {
	for (let quote = record.indexOf('"', from); quote !== -1; quote = record.indexOf('"', quote + 2)) {
		if (record[quote + 1] !== '"') return quote;
	}
	return undefined;
};
