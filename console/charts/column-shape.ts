import { html } from 'hono/html';
import type { Html } from '../pages/layout.ts';

/** What the profile of a processed dataset says about the values of one column; empty if it has been made without values. */
export interface ColumnValues {
	/** By their share, as `0.25`. */
	readonly quantiles?: Readonly<Record<string, unknown>>;
	readonly topValues?: readonly Readonly<Record<string, unknown>>[];
	readonly min?: unknown;
	readonly max?: unknown;
}

const WIDTH = 120;
const HEIGHT = 28;

/** A small histogram of a column: bars for its most frequent values, or blocks between its quantiles. */
export const columnShape = ({ quantiles, topValues, min, max }: ColumnValues): Html | '' => {
	// a name or an id, which no row shares with another: bars of one row each say nothing
	if (topValues?.every(({ rows }) => Number(rows) === 1)) return '';
	if (topValues) return valueBars(topValues);
	if (!quantiles) return '';
	const shares = Object.entries(quantiles).map(([share, value]) => [Number(share), Number(value)] as const);
	const edges = [[0, Number(min)] as const, ...shares.sort(([one], [other]) => one - other), [1, Number(max)] as const];
	return edges.every(([, value]) => Number.isFinite(value)) ? quantileBlocks(edges) : '';
};

const valueBars = (topValues: NonNullable<ColumnValues['topValues']>): Html => {
	const rows = topValues.map((top) => Number(top.rows));
	const most = Math.max(...rows);
	const step = WIDTH / 10;
	return svg(
		rows.map((count, at) => {
			const height = Math.max(1, (count / most) * HEIGHT);
			return rect(at * step, height, step - 1, `${String(topValues[at]?.value)}: ${count} rows`);
		}),
	);
};

/** Between two quantiles lies a known share of the rows: the area of a block is that share. */
const quantileBlocks = (edges: readonly (readonly [number, number])[]): Html => {
	const low = edges[0]?.[1] ?? 0;
	const span = (edges.at(-1)?.[1] ?? 0) - low;
	if (span <= 0) return svg([rect(0, HEIGHT, WIDTH, `always ${low}`)]);
	const blocks = edges.slice(1).map(([share, value], at) => {
		const [lowerShare, lower] = edges[at] as readonly [number, number];
		return {
			lower,
			value,
			share: share - lowerShare,
			density: (share - lowerShare) / Math.max(value - lower, span / WIDTH),
		};
	});
	const densest = Math.max(...blocks.map(({ density }) => density));
	return svg(
		blocks.map(({ lower, value, share, density }) => {
			const width = Math.max(1, ((value - lower) / span) * WIDTH - 0.5);
			const title = `${Math.round(share * 100)} % of the rows from ${lower} to ${value}`;
			return rect(((lower - low) / span) * WIDTH, Math.max(1, (density / densest) * HEIGHT), width, title);
		}),
	);
};

const svg = (rects: readonly Html[]): Html =>
	html`<svg class="shape" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">${rects}</svg>`;
const rect = (x: number, height: number, width: number, title: string): Html =>
	html`<rect x="${x.toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}"><title>${title}</title></rect>`;
