import { bestPeer, type Result, type Row } from './compare.ts';
import { EXPORTS, HISTORIES, POLL, SEED } from './options.ts';
import { peers } from './peers.ts';
import { transitionsOf } from './transitions.ts';

const howMeasured = `Seed ${SEED}; ${EXPORTS.toLocaleString('en')} simulated exports of each distribution, the same for every policy; a poll counts as ${POLL.costSeconds} s of delay.`;

/** One table: the cost of Exportwatch as a multiple of the optimum, after each length of history. */
export const ratiosAsMarkdown = (results: readonly Result[]): string => {
	const headings = ['exports take', 'no history', ...HISTORIES.slice(1).map((n) => `after ${n}`), 'best peer', ''];
	const rows = results.map((result) => {
		const { ratio, policy } = bestPeer(result);
		return [
			result.distribution.name,
			...[...result.ours.map((row) => row.ratio), ratio].map((each) => each.toFixed(2)),
			policy,
		];
	});
	return `${markdownTable(headings, rows)}\n\n${howMeasured}`;
};

/** A page with a table for each distribution. */
export const tablesAsMarkdown = (results: readonly Result[]): string =>
	[
		'# All figures of the polling bench',
		'`npm run bench:polling` writes this page; [polling.md](polling.md) explains it.',
		howMeasured,
		'Costs are in seconds. `transitions` are the state transitions of one execution of WatchExport.',
		'Where the peers come from:',
		peers.map(({ name, source }) => `- ${name}: ${source}`).join('\n'),
		...results.map(tableOf),
		'',
	].join('\n\n');

const tableOf = ({ distribution, optimum, ours, peers }: Result): string => {
	const headings = ['policy', 'polls', 'delay, mean', 'delay, 95 %', 'transitions', 'cost', 'of optimum'];
	return `## ${distribution.name}\n\n${markdownTable(headings, [optimum, ...ours, ...peers].map(cellsOf))}`;
};

const cellsOf = ({ policy, figures: { polls, delaySeconds, delay95Seconds, cost }, ratio }: Row): readonly string[] => [
	policy,
	polls.toFixed(1),
	`${delaySeconds.toFixed(0)} s`,
	`${delay95Seconds.toFixed(0)} s`,
	transitionsOf(polls).toFixed(0),
	cost.toFixed(0),
	ratio.toFixed(2),
];

const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
	[headings, headings.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
