import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import { printable } from './printable.ts';
import { paint, type Style } from './terminal.ts';

export interface Column<Row> {
	readonly title: string;
	readonly text: (row: Row) => string;
	readonly style?: (row: Row) => Style | undefined;
	readonly align?: 'right';
	/** May be cut to so many characters; left out: never cut. */
	readonly minWidth?: number;
	/** Where a column is cut; the middle keeps both ends of a name. */
	readonly cut?: 'middle' | 'end';
	/** Where the width does not suffice, the columns of the highest number are left out first; 0 always stays. */
	readonly dispensable: number;
}

const GAP = '  ';

/** A table without lines that fits the width: columns are cut first, then left out. Columns without any text are left out. */
export const renderTable = <Row>(
	columns: readonly Column<Row>[],
	rows: readonly Row[],
	width: number,
): readonly string[] => {
	const texts = new Map(columns.map((column) => [column, rows.map((row) => printable(column.text(row)))]));
	const filled = columns.filter((column) => column.dispensable === 0 || texts.get(column)?.some(Boolean));
	const wishes = new Map(
		filled.map((column) => [
			column,
			Math.max(...[column.title, ...(texts.get(column) ?? [])].map((text) => stringWidth(text))),
		]),
	);
	const shown = chooseColumns(filled, wishes, width);
	const widths = shareWidth(shown, wishes, width);

	const line = (cellOf: (column: Column<Row>) => string, paintCell: (text: string, column: Column<Row>) => string) =>
		shown
			.map((column, at) => {
				const wide = widths.get(column) ?? 0;
				const text = cliTruncate(cellOf(column), wide, { position: column.cut ?? 'end' });
				const isLast = at === shown.length - 1;
				const space = ' '.repeat(Math.max(0, wide - stringWidth(text)));
				if (column.align === 'right') return `${space}${paintCell(text, column)}`;
				return `${paintCell(text, column)}${isLast ? '' : space}`;
			})
			.join(GAP)
			.trimEnd();

	return [
		line(
			({ title }) => title,
			(text) => paint('bold', text),
		),
		...rows.map((row, at) =>
			line(
				(column) => texts.get(column)?.[at] ?? '',
				(text, column) => {
					const style = column.style?.(row);
					return style ? paint(style, text) : text;
				},
			),
		),
	];
};

type Wishes<Row> = ReadonlyMap<Column<Row>, number>;

const leastOf = <Row>(column: Column<Row>, wishes: Wishes<Row>): number =>
	Math.min(wishes.get(column) ?? 0, column.minWidth ?? Number.POSITIVE_INFINITY);

const chooseColumns = <Row>(
	columns: readonly Column<Row>[],
	wishes: Wishes<Row>,
	width: number,
): readonly Column<Row>[] => {
	const least = columns.reduce((sum, column) => sum + leastOf(column, wishes) + GAP.length, -GAP.length);
	const first = columns.toSorted((one, other) => other.dispensable - one.dispensable)[0];
	if (least <= width || !first || first.dispensable === 0) return columns;
	return chooseColumns(
		columns.filter((column) => column !== first),
		wishes,
		width,
	);
};

/** Takes what is too much from the widest column that may be cut, character by character. */
const shareWidth = <Row>(columns: readonly Column<Row>[], wishes: Wishes<Row>, width: number) => {
	const widths = new Map(columns.map((column) => [column, wishes.get(column) ?? 0]));
	let excess = [...widths.values()].reduce((sum, each) => sum + each + GAP.length, -GAP.length) - width;
	while (excess > 0) {
		const [widest] = columns
			.filter((column) => (widths.get(column) ?? 0) > leastOf(column, wishes))
			.toSorted((one, other) => (widths.get(other) ?? 0) - (widths.get(one) ?? 0));
		if (!widest) return widths;
		widths.set(widest, (widths.get(widest) ?? 0) - 1);
		excess -= 1;
	}
	return widths;
};
