import { scaleLog } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';
import type { Figures } from './expected-cost.ts';
import type { Frontier } from './frontiers.ts';

const PANEL = { width: 440, height: 300, left: 62, top: 46, right: 18, bottom: 44 };
const LEGEND_HEIGHT = 96;
const COLOURS = ['#111111', '#1b6ca8', '#4fa3d1', '#9ccbe6'];
const PEER_COLOUR = '#c2410c';
const LETTERS = 'ABCDEFGHIJ';

/** An SVG with two panels in a row; both axes are logarithmic. */
export const plotFrontiers = (frontiers: readonly Frontier[]): string => {
	const width = 2 * PANEL.width;
	const height = Math.ceil(frontiers.length / 2) * PANEL.height + LEGEND_HEIGHT;
	const panels = frontiers.map((frontier, index) =>
		group((index % 2) * PANEL.width, Math.floor(index / 2) * PANEL.height, panel(frontier)),
	);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Polls per export against detection delay">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${panels.join('\n')}
${group(PANEL.left, height - LEGEND_HEIGHT + 22, legend(frontiers[0] as Frontier))}
</svg>
`;
};

const panel = ({ process, curves, peers }: Frontier): string => {
	const all = [...curves.flatMap(({ points }) => points), ...peers.map(({ figures }) => figures)];
	const x = scaleLog(spanOf(all.map(({ polls }) => polls)), [PANEL.left, PANEL.width - PANEL.right]);
	const y = scaleLog(spanOf(all.map(({ delaySeconds }) => delaySeconds)), [PANEL.height - PANEL.bottom, PANEL.top]);
	const draw = line<Figures>(
		({ polls }) => x(polls),
		({ delaySeconds }) => y(delaySeconds),
	).curve(curveMonotoneX);
	const bottom = PANEL.height - PANEL.bottom;
	return [
		text(PANEL.left, 28, process, 'font-weight="600" font-size="14"'),
		...inside(POLL_TICKS, x.domain()).map((tick) =>
			[
				`<path d="M${round(x(tick))},${PANEL.top}V${bottom}" stroke="#e5e7eb"/>`,
				text(x(tick), bottom + 16, String(tick), 'text-anchor="middle" fill="#555"'),
			].join(''),
		),
		...inside(DELAY_TICKS, y.domain()).map((tick) =>
			[
				`<path d="M${PANEL.left},${round(y(tick))}H${PANEL.width - PANEL.right}" stroke="#e5e7eb"/>`,
				text(PANEL.left - 6, y(tick) + 4, tick < 60 ? `${tick} s` : inMinutes(tick), 'text-anchor="end" fill="#555"'),
			].join(''),
		),
		text((PANEL.left + PANEL.width) / 2, PANEL.height - 10, 'polls per export', 'text-anchor="middle" fill="#555"'),
		text(PANEL.left - 50, PANEL.top - 6, 'mean delay', 'fill="#555" font-size="11"'),
		...curves
			.toReversed()
			.map(
				({ points }, index) =>
					`<path d="${draw([...points].sort((one, other) => one.polls - other.polls))}" fill="none" stroke="${COLOURS[curves.length - 1 - index]}" stroke-width="2.2"${index === curves.length - 1 ? ' stroke-dasharray="5 3"' : ''}/>`,
			),
		...peers.map(({ figures: { polls, delaySeconds } }, index) =>
			[
				`<circle cx="${round(x(polls))}" cy="${round(y(delaySeconds))}" r="8" fill="${PEER_COLOUR}"/>`,
				text(x(polls), y(delaySeconds) + 4, LETTERS[index] ?? '', 'text-anchor="middle" fill="#fff" font-size="11"'),
			].join(''),
		),
	].join('\n');
};

const legend = ({ curves, peers }: Frontier): string =>
	[
		...curves.map(({ name }, index) =>
			group(
				index * 200,
				0,
				`<path d="M0,0H28" stroke="${COLOURS[index]}" stroke-width="2.2"${index === 0 ? ' stroke-dasharray="5 3"' : ''}/>${text(36, 4, name)}`,
			),
		),
		...peers.map(({ name }, index) =>
			group(
				(index % 4) * 200,
				24 + Math.floor(index / 4) * 24,
				`<circle cx="8" r="8" fill="${PEER_COLOUR}"/>${text(8, 4, LETTERS[index] ?? '', 'text-anchor="middle" fill="#fff" font-size="11"')}${text(24, 4, name.replace(', full jitter', ''))}`,
			),
		),
	].join('\n');

/** From a little below the least value to a little above the greatest. */
const spanOf = (values: readonly number[]): readonly [number, number] => [
	Math.min(...values) * 0.8,
	Math.max(...values) * 1.25,
];

const POLL_TICKS = [2, 5, 10, 20, 50, 100, 200, 500, 1_000];
const DELAY_TICKS = [5, 15, 30, 60, 180, 600, 1_800, 3_600, 7_200];
const inside = (ticks: readonly number[], [from = 0, to = 0]: readonly number[]): readonly number[] =>
	ticks.filter((tick) => tick >= from && tick <= to);

const inMinutes = (seconds: number): string => `${round(seconds / 60)} min`;
const round = (value: number): number => Math.round(value * 10) / 10;
const group = (x: number, y: number, content: string): string => `<g transform="translate(${x},${y})">${content}</g>`;
const text = (x: number, y: number, content: string, attributes = 'fill="#222"'): string =>
	`<text x="${round(x)}" y="${round(y)}" ${attributes}>${content}</text>`;
