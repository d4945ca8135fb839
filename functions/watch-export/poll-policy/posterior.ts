import gammaln from '@stdlib/math-base-special-gammaln';
import { watchOptionBounds } from '#contracts/vocabulary.ts';
import type { ExportKind, Posterior } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';

/*
 * The model: a dataset's exports come in kinds, often one, two where small and full exports alternate. Within a kind the
 * logarithm of the duration is normal, with the conjugate normal–inverse-gamma prior below. A Chinese restaurant process
 * assigns exports to kinds: the next export is of a kind seen before, in proportion to how often, or of a new one.
 */

/** Only the newest exports count: older ones say little about a dataset that grows. */
const MAX_EXPORTS = 50;
/** The weight of an export relative to the next newer one: datasets drift, by some 2 % per export. */
const MEMORY = 0.95;
/** The concentration of the Chinese restaurant process: after ten exports of one kind, the next is of a new kind once in 50. */
const CONCENTRATION = 0.2;
/** The state carries no more; the weight of the others goes to kinds not seen before. */
const MAX_KINDS = 4;

/** Durations outside these bounds are moved to them. */
const MIN_SECONDS = 1;
const MAX_SECONDS = watchOptionBounds.deadlineSeconds.max;

/** Before any export of a kind: around 15 minutes, but hardly more than a guess; exports of one kind differ by some 25 %. */
const PRIOR = { center: Math.log(900), strength: 0.03, shape: 2, rate: 2 * 0.25 ** 2 };

/** The sufficient statistics of some exports: sums of weights, of logarithms and of their squares. */
interface Statistics {
	readonly weight: number;
	readonly sum: number;
	readonly squares: number;
}

/** The posterior after past exports with these durations, newest first. A duration that is not positive and finite is skipped. */
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
		.map((statistics) => kindOf(statistics, total))
		.sort((one, other) => other.weight - one.weight)
		.slice(0, MAX_KINDS);
	return { pastExports: exports.length, kinds };
};

/** The posterior predictive of one kind: ln(duration) is Student-t. */
const kindOf = (statistics: Statistics, total: number): ExportKind => {
	const { strength, center, shape, rate } = update(statistics);
	return {
		weight: statistics.weight / (total + CONCENTRATION),
		medianSeconds: Math.exp(center),
		scale: Math.sqrt((rate / shape) * (1 + 1 / strength)),
		degreesOfFreedom: 2 * shape,
	};
};

/** The conjugate update of the normal–inverse-gamma prior with weighted data. */
const update = ({ weight, sum, squares }: Statistics) => {
	const strength = PRIOR.strength + weight;
	const mean = sum / weight;
	const scatter = Math.max(0, squares - weight * mean ** 2);
	return {
		strength,
		center: (PRIOR.strength * PRIOR.center + sum) / strength,
		shape: PRIOR.shape + weight / 2,
		rate: PRIOR.rate + (scatter + (PRIOR.strength * weight * (mean - PRIOR.center) ** 2) / strength) / 2,
	};
};

/** ln of the marginal likelihood of these durations as one kind, times the prior probability that they are one. */
const evidence = (statistics: Statistics): number => {
	const { strength, shape, rate } = update(statistics);
	return (
		gammaln(shape) -
		gammaln(PRIOR.shape) +
		PRIOR.shape * Math.log(PRIOR.rate) -
		shape * Math.log(rate) +
		Math.log(PRIOR.strength / strength) / 2 -
		(statistics.weight / 2) * Math.log(2 * Math.PI) +
		Math.log(CONCENTRATION) +
		gammaln(statistics.weight)
	);
};

/** The most probable partition of the sorted durations into intervals, by dynamic programming over the cuts. */
const splitIntoKinds = (
	sorted: readonly { readonly log: number; readonly weight: number }[],
): readonly Statistics[] => {
	const before: { readonly score: number; readonly kinds: readonly Statistics[] }[] = [{ score: 0, kinds: [] }];
	for (let end = 1; end <= sorted.length; end += 1) {
		let best = { score: Number.NEGATIVE_INFINITY, kinds: [] as readonly Statistics[] };
		let statistics: Statistics = { weight: 0, sum: 0, squares: 0 };
		for (let start = end - 1; start >= 0; start -= 1) {
			statistics = add(statistics, sorted[start] as { log: number; weight: number });
			const earlier = before[start] as (typeof before)[number];
			const score = earlier.score + evidence(statistics);
			if (score > best.score) best = { score, kinds: [...earlier.kinds, statistics] };
		}
		before.push(best);
	}
	return before.at(-1)?.kinds ?? [];
};

const add = (
	{ weight, sum, squares }: Statistics,
	{ log, weight: more }: { log: number; weight: number },
): Statistics => ({
	weight: weight + more,
	sum: sum + more * log,
	squares: squares + more * log ** 2,
});
