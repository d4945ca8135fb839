import { HISTORIES, JOBS, POLL, type Result, type Row, SEED } from './run.ts';
import { transitionsOf } from './transitions.ts';

/** The figures as Markdown: the ratios at a glance, then everything of each distribution. */
export const figuresAsMarkdown = (results: readonly Result[]): string =>
	[
		`Seed ${SEED}; ${JOBS.toLocaleString('en')} simulated exports of each distribution, the same for every policy; a look costs ${POLL.costSeconds} s.`,
		'### Cost, as a multiple of the optimum',
		ratios(results),
		'### Everything',
		...results.map(details),
	].join('\n\n');

const ratios = (results: readonly Result[]): string => {
	const headings = ['exports take', ...HISTORIES.map(oursHeading), 'best peer', ''];
	const rows = results.map(({ distribution, rows }) => {
		const ownRows = rows.slice(1, 1 + HISTORIES.length);
		const best = bestPeer(rows);
		return [distribution.name, ...ownRows.map(({ ratio }) => ratio.toFixed(2)), best.ratio.toFixed(2), best.policy];
	});
	return markdownTable(headings, rows);
};

const oursHeading = (pastExports: number): string => (pastExports === 0 ? 'ours, no history' : `after ${pastExports}`);

export const bestPeer = (rows: readonly Row[]): Row =>
	rows.slice(1 + HISTORIES.length).reduce((best, row) => (row.ratio < best.ratio ? row : best));

const details = ({ distribution, rows }: Result): string => {
	const headings = ['policy', 'polls', 'delay, mean', 'delay, 95 %', 'transitions', 'cost', 'of optimum'];
	const lines = rows.map(({ policy, figures: { polls, delaySeconds, delay95Seconds, cost }, ratio }) => [
		policy,
		polls.toFixed(1),
		`${delaySeconds.toFixed(0)} s`,
		`${delay95Seconds.toFixed(0)} s`,
		transitionsOf(polls).toFixed(0),
		cost.toFixed(0),
		ratio.toFixed(2),
	]);
	return `<details><summary>${distribution.name}</summary>\n\n${markdownTable(headings, lines)}\n\n</details>`;
};

const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
	[headings, headings.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
