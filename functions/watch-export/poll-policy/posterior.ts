import gammaln from '@stdlib/math-base-special-gammaln';
import type { Posterior, RunKind } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';

/**
 * What the durations of past exports say of the next one, by Bayes' rule.
 *
 * A dataset's exports come in kinds (often one; two where small and full exports alternate). In each kind the logarithm of
 * the duration is normal, with the conjugate normal–inverse-gamma prior below; which export is of which kind is a Chinese
 * restaurant process. The next export is of a kind seen before, in proportion to how often, or of a new one.
 */

/** The newest so many are used: older ones say little of a dataset that grows. */
const MAX_EXPORTS = 50;
/** An export counts this much less than the one after it: datasets drift, by some 2 % an export. */
const MEMORY = 0.95;
/** The chance of a new kind is that of so many exports: after ten exports of one kind, one in fifty. */
const NEW_KIND = 0.2;
/** No more are carried in the state; the rest counts as new. */
const MAX_KINDS = 4;

/** Durations are taken to lie within these: a second, and the longest deadline. */
const MIN_SECONDS = 1;
const MAX_SECONDS = 30 * 86_400;

/** Before any export of a kind: around 15 minutes, within a wide berth; runs of a kind differ by some 25 %. */
const PRIOR = { center: Math.log(900), strength: 0.03, shape: 2, rate: 2 * 0.25 ** 2 };

interface Sums {
	readonly weight: number;
	readonly sum: number;
	readonly squares: number;
}

/** The few numbers that the state carries; durations in seconds, newest first. What is no duration is left out. */
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
		.map((sums) => kindOf(sums, total))
		.sort((one, other) => other.weight - one.weight)
		.slice(0, MAX_KINDS);
	return { pastExports: exports.length, kinds };
};

/** The posterior predictive of one kind: Student-t in the logarithm. */
const kindOf = (sums: Sums, total: number): RunKind => {
	const { strength, center, shape, rate } = update(sums);
	return {
		weight: sums.weight / (total + NEW_KIND),
		medianSeconds: Math.exp(center),
		spread: Math.sqrt((rate / shape) * (1 + 1 / strength)),
		degreesOfFreedom: 2 * shape,
	};
};

/** Normal–inverse-gamma: prior and weighted data to posterior. */
const update = ({ weight, sum, squares }: Sums) => {
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

/** ln of the chance of just these durations in one kind, and of these being one kind. */
const evidence = (sums: Sums): number => {
	const { strength, shape, rate } = update(sums);
	return (
		gammaln(shape) -
		gammaln(PRIOR.shape) +
		PRIOR.shape * Math.log(PRIOR.rate) -
		shape * Math.log(rate) +
		Math.log(PRIOR.strength / strength) / 2 -
		(sums.weight / 2) * Math.log(2 * Math.PI) +
		Math.log(NEW_KIND) +
		gammaln(sums.weight)
	);
};

/** The likeliest way to cut the sorted durations into kinds, by dynamic programming over the cuts. */
const splitIntoKinds = (sorted: readonly { readonly log: number; readonly weight: number }[]): readonly Sums[] => {
	const before: { readonly score: number; readonly kinds: readonly Sums[] }[] = [{ score: 0, kinds: [] }];
	for (let end = 1; end <= sorted.length; end += 1) {
		let best = { score: Number.NEGATIVE_INFINITY, kinds: [] as readonly Sums[] };
		let sums: Sums = { weight: 0, sum: 0, squares: 0 };
		for (let start = end - 1; start >= 0; start -= 1) {
			sums = add(sums, sorted[start] as { log: number; weight: number });
			const earlier = before[start] as (typeof before)[number];
			const score = earlier.score + evidence(sums);
			if (score > best.score) best = { score, kinds: [...earlier.kinds, sums] };
		}
		before.push(best);
	}
	return before.at(-1)?.kinds ?? [];
};

const add = ({ weight, sum, squares }: Sums, { log, weight: more }: { log: number; weight: number }): Sums => ({
	weight: weight + more,
	sum: sum + more * log,
	squares: squares + more * log ** 2,
});
