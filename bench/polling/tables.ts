import { isOutOfReach, isReached, type Ratio } from '../results.ts';
import { bestPeer, pasts, type Result, type Row } from './compare.ts';
import { HISTORIES, POLL, SEED } from './options.ts';
import { peers } from './peers.ts';
import type { Summary } from './summary.ts';
import { type Bounds, targets } from './targets.ts';
import { transitionsOf } from './transitions.ts';

/** The cost as a multiple of the optimum, over some processes. */
export const summaryAsMarkdown = (summaries: readonly Summary[]): string =>
	markdownTable(
		['past exports', 'mean', 'geometric mean', 'highest', 'dearer than the best peer', 'target'],
		summaries.map(({ past, mean, error, geometricMean, highest, highestProcess, dearerThanPeer }) => [
			past === 'nothing' ? '0' : past,
			`${mean.toFixed(3)} ± ${error.toFixed(3)}`,
			geometricMean.toFixed(3),
			`${highest.toFixed(2)} (${highestProcess})`,
			`${dearerThanPeer}`,
			targetText(past),
		]),
	);

const targetText = (past: Summary['past']): string => {
	const { geometricMean, mean, highest, beatsPeers } = targets[past] ?? {};
	return [
		geometricMean && `geometric mean ${geometricMean}`,
		mean && `mean ${mean}`,
		highest && `highest ${highest}`,
		beatsPeers && 'peers 0',
	]
		.filter(Boolean)
		.join(', ');
};

/** The page docs/polling-tables.md. */
export const tablesAsMarkdown = (
	results: readonly Result[],
	summaries: { readonly choice: readonly Summary[]; readonly report: readonly Summary[] },
	measured: readonly Ratio[],
	least: Bounds & { readonly mean: number },
): string =>
	[
		'# What the polling bench measures',
		'`npm run bench:polling` writes this page; [polling.md](polling.md) says what is measured.',
		`The cost of a watch is delay + ${POLL.costSeconds} s × polls; the first poll is at the job's creation. Exportwatch is the function that the Lambda calls, with jitter and whole seconds; a test runs the real state machine and finds polls at the same ages ([expected-cost.test.ts](../test/bench/polling/expected-cost.test.ts)). Calls, retries and cold starts take no time. For each process and length of history, ${HISTORIES} histories are drawn (seed ${SEED}); the cost of each is then computed exactly, from the survival function of the watched export. So the standard errors (±) are those of the histories and the jitter alone.`,
		'The optimum knows the law of the watched export, and in the weekly processes also which export is the long one; it keeps the same `minSeconds` and `maxSeconds`. σ is the standard deviation of ln(duration). "Other datasets, 0.5 apart" are five datasets of the same process with ten exports each, the ln of whose durations differs from that of the watched one by a normal factor with this deviation.',
		'## The half for the report',
		summaryAsMarkdown(summaries.report),
		'### Its targets',
		targetsAsMarkdown(measured),
		`Without past exports, no policy has a mean below ${least.mean.toFixed(2)} on this half, even if it knows the list but not which process it meets (dynamic programming for the mixture of the list); the least geometric mean that was found is ${least.geometricMean.toFixed(2)}. For a job that always takes the same time, any from 40 s to 12 h, no policy has a highest value below ${least.highest.toFixed(1)}: who knows the time polls twice, who does not has to search for it. [lower-bound.ts](../bench/polling/lower-bound.ts) computes these bounds.`,
		'## The half for the choice',
		summaryAsMarkdown(summaries.choice),
		'## Each process',
		'The best peer is the cheapest policy of others, measured for exports after a long history.',
		ratiosAsMarkdown(results),
		'## The policies of others',
		peers.map(({ name, source }) => `- ${name}: ${source}`).join('\n'),
		'## Polls and delay',
		'Costs are in seconds. `transitions` are the state transitions of one execution of WatchExport.',
		...results.map(tableOf),
		'',
	].join('\n\n');

const targetsAsMarkdown = (measured: readonly Ratio[]): string =>
	markdownTable(
		['target', 'measured', 'at most', 'bound', 'reached'],
		measured.map((each) => [
			each.name,
			each.value.toFixed(3),
			`${each.most}`,
			each.bound?.toFixed(2) ?? '',
			isReached(each) ? 'yes' : isOutOfReach(each) ? 'no, out of reach' : 'no',
		]),
	);

const ratiosAsMarkdown = (results: readonly Result[]): string =>
	markdownTable(
		['process', 'half', 'optimum', ...pasts.map(({ name }) => name), 'best peer', 'its policy'],
		results.map((result) => {
			const peer = bestPeer(result);
			return [
				result.process.name,
				result.process.half,
				`${result.optimum.cost.toFixed(0)} s`,
				...pasts.map(({ name }) => withError(result.ours[name])),
				peer.ratio.toFixed(2),
				peer.policy,
			];
		}),
	);

const withError = ({ ratio, error }: Row): string => `${ratio.toFixed(2)} ± ${error.toFixed(2)}`;

const tableOf = ({ process, ours, peers: others }: Result): string =>
	`### ${process.name}\n\n${markdownTable(
		['policy', 'polls', 'mean delay', 'transitions', 'cost', 'of optimum'],
		[...pasts.map(({ name }) => ours[name]), ...others].map((row) => [
			row.policy,
			row.figures.polls.toFixed(1),
			`${row.figures.delaySeconds.toFixed(0)} s`,
			transitionsOf(row.figures.polls).toFixed(0),
			row.figures.cost.toFixed(0),
			withError(row),
		]),
	)}`;

const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
	[headings, headings.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
