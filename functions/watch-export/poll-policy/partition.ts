import gammaln from '@stdlib/math-base-special-gammaln';
import type { ExportKind } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { logEvidence, predict, type Statistics } from './normal-inverse-gamma.ts';
import { MAX_EXPORTS } from './past-logs.ts';

/*
 * A dataset's exports come in kinds: often one, or two if small and full exports alternate. A Chinese restaurant process
 * assigns exports to kinds: the next export is of a kind seen before, in proportion to how often, or of a new one.
 */

/** Of the Chinese restaurant process: after ten exports of one kind, the next is of a new kind once in 68. */
const CONCENTRATION = 0.15;

/** ln of the factor by which that process weighs a kind with so many exports. */
const logWeightOfKind = Array.from({ length: MAX_EXPORTS + 1 }, (_, count) => Math.log(CONCENTRATION) + gammaln(count));

interface KindOfPast {
	readonly statistics: Statistics;
	/** Their places in the history. */
	readonly members: readonly number[];
}

export interface Partition {
	readonly kinds: readonly KindOfPast[];
	/** ln of the probability of the partition and the durations. */
	readonly logEvidence: number;
}

/** The most probable partition of the exports into intervals of ln(duration), by dynamic programming over the cuts. */
export const partitionOf = (logs: readonly number[]): Partition => {
	const order = logs.map((_, index) => index).sort((one, other) => at(logs, one) - at(logs, other));
	const best = [{ score: 0, start: 0 }];
	for (let end = 1; end <= order.length; end += 1) {
		let found = { score: Number.NEGATIVE_INFINITY, start: 0 };
		let statistics: Statistics = { count: 0, mean: 0, scatter: 0 };
		for (let start = end - 1; start >= 0; start -= 1) {
			statistics = add(statistics, at(logs, at(order, start)));
			const kind = logEvidence(statistics) + at(logWeightOfKind, statistics.count);
			const score = at(best, start).score + kind;
			if (score > found.score) found = { score, start };
		}
		best.push(found);
	}
	const kinds: KindOfPast[] = [];
	for (let end = order.length; end > 0; end = at(best, end).start) {
		const members = order.slice(at(best, end).start, end);
		kinds.push({ members, statistics: statisticsOf(members.map((member) => at(logs, member))) });
	}
	const everyPartition = gammaln(CONCENTRATION + logs.length) - gammaln(CONCENTRATION);
	return { kinds, logEvidence: at(best, order.length).score - everyPartition };
};

/** The kinds of the next export; what their weights lack of one is for a kind not seen before. */
export const predictNext = (
	{ kinds }: Partition,
	extraVariance: (kind: KindOfPast) => number = () => 0,
): readonly ExportKind[] => {
	const exports = sumOf(kinds, ({ members }) => members.length);
	return kinds.flatMap((kind) =>
		predict(kind.statistics, extraVariance(kind)).map((part) => ({
			...part,
			weight: (part.weight * kind.members.length) / (exports + CONCENTRATION),
		})),
	);
};

/** Welford's update, which keeps the digits of nearly equal durations. */
const add = ({ count, mean, scatter }: Statistics, log: number): Statistics => {
	const deviation = log - mean;
	const newMean = mean + deviation / (count + 1);
	return { count: count + 1, mean: newMean, scatter: scatter + deviation * (log - newMean) };
};

export const statisticsOf = (logs: readonly number[]): Statistics =>
	logs.reduce(add, { count: 0, mean: 0, scatter: 0 });

const at = <Item>(items: readonly Item[], index: number): Item => items[index] as Item;
