import gammaln from '@stdlib/math-base-special-gammaln';
import { watchOptionBounds } from '#contracts/vocabulary.ts';
import type { Posterior } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { add, logEvidence, noExports, predict, type Statistics, type WeightedLog } from './normal-inverse-gamma.ts';

/*
 * A dataset's exports come in kinds: often one, or two if small and full exports alternate. A Chinese restaurant process
 * assigns exports to kinds: the next export is of a kind seen before, in proportion to how often, or of a new one.
 */

/** Only the newest exports count: older ones say little about a dataset that grows. */
const MAX_EXPORTS = 50;
/** The weight of an export relative to the next newer one: datasets drift, by some 2 % per export. */
const MEMORY = 0.95;
/** Of the Chinese restaurant process: after ten exports of one kind, the next is of a new kind once in 50. */
const CONCENTRATION = 0.2;
/** The state carries no more; the weight of the others goes to kinds not seen before. */
const MAX_KINDS = 4;

/** Durations outside these bounds are moved to them. */
const MIN_SECONDS = 1;
const MAX_SECONDS = watchOptionBounds.deadlineSeconds.max;

/** The posterior after exports with these durations, newest first; skips durations that are not positive and finite. */
export const posteriorOf = (durationsSeconds: readonly number[]): Posterior => {
	const exports = durationsSeconds
		.filter((seconds) => Number.isFinite(seconds) && seconds > 0)
		.slice(0, MAX_EXPORTS)
		.map((seconds, age) => ({
			log: Math.log(Math.min(Math.max(seconds, MIN_SECONDS), MAX_SECONDS)),
			weight: MEMORY ** age,
		}))
		.sort((one, other) => one.log - other.log);
	const total = sumOf(exports, ({ weight }) => weight);
	const kinds = splitIntoKinds(exports)
		.map((statistics) => ({ weight: statistics.weight / (total + CONCENTRATION), ...predict(statistics) }))
		.sort((one, other) => other.weight - one.weight)
		.slice(0, MAX_KINDS);
	return { pastExports: exports.length, kinds };
};

/** The most probable partition of the sorted durations into intervals, by dynamic programming over the cuts. */
const splitIntoKinds = (sorted: readonly WeightedLog[]): readonly Statistics[] => {
	const before: { readonly score: number; readonly kinds: readonly Statistics[] }[] = [{ score: 0, kinds: [] }];
	for (let end = 1; end <= sorted.length; end += 1) {
		let best = { score: Number.NEGATIVE_INFINITY, kinds: [] as readonly Statistics[] };
		let statistics = noExports;
		for (let start = end - 1; start >= 0; start -= 1) {
			statistics = add(statistics, sorted[start] as WeightedLog);
			const earlier = before[start] as (typeof before)[number];
			const score = earlier.score + logEvidence(statistics) + logPriorOfOneKind(statistics);
			if (score > best.score) best = { score, kinds: [...earlier.kinds, statistics] };
		}
		before.push(best);
	}
	return before.at(-1)?.kinds ?? [];
};

/** ln of the factor by which the Chinese restaurant process weighs a kind. */
const logPriorOfOneKind = ({ weight }: Statistics): number => Math.log(CONCENTRATION) + gammaln(weight);
