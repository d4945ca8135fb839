import cdf from '@stdlib/stats-base-dists-t-cdf';
import pdf from '@stdlib/stats-base-dists-t-pdf';
import type { ExportKind } from '#contracts/watch.ts';

/** Ages of a job in seconds, and the probability at each of them that the job is still running. */
export interface SurvivalGrid {
	readonly ages: Float64Array;
	readonly survival: Float64Array;
}

/** Points of the grid between two polls, so that the best age is never far from a point. */
const POINTS_PER_POLL = 8;
/** Bounds of a step as a share of the age: no peak falls between two points, and there are at most some thousand points. */
const MAX_STEP_SHARE = 0.03;
const MIN_STEP_SHARE = 0.002;
/** Below this probability of still running, a coarser grid is enough. */
const RARE = 1e-3;
const POINTS_PER_RARE_POLL = 3;

/** The probability that an export takes longer than this. */
export const survivalOf = (kinds: readonly ExportKind[], seconds: number): number =>
	kinds.reduce(
		(sum, { weight, medianSeconds, scale, degreesOfFreedom }) =>
			sum + weight * cdf(Math.log(medianSeconds / seconds) / scale, degreesOfFreedom),
		0,
	);

/** The probability density of the duration, per second. */
const densityOf = (kinds: readonly ExportKind[]): ((seconds: number) => number) => {
	const terms = kinds.map(({ weight, medianSeconds, scale, degreesOfFreedom }) => ({
		factor: weight / scale,
		center: Math.log(medianSeconds),
		scale,
		studentT: pdf.factory(degreesOfFreedom),
	}));
	return (seconds) => {
		const log = Math.log(seconds);
		let density = 0;
		for (const { factor, center, scale, studentT } of terms) density += factor * studentT((log - center) / scale);
		return density / seconds;
	};
};

/**
 * The survival function from the job's creation to the deadline. The grid is denser where a poll is likely to pay: its
 * steps follow the checking density √(h / 2c), with the hazard h and the cost c of a poll (Keller, 1974).
 */
export const survivalGridOf = (
	kinds: readonly ExportKind[],
	deadlineSeconds: number,
	{ costSeconds, maxSeconds }: { readonly costSeconds: number; readonly maxSeconds: number },
): SurvivalGrid => {
	const density = densityOf(kinds);
	const ages = [0];
	const ending: number[] = [];
	let running = 1;
	let here = 0;
	for (let age = 0; age < deadlineSeconds; ) {
		const interval = Math.min(maxSeconds, Math.sqrt((2 * costSeconds * running) / here));
		const wanted = interval / (running < RARE ? POINTS_PER_RARE_POLL : POINTS_PER_POLL);
		const step = Math.max(1, age * MIN_STEP_SHARE, Math.min(wanted, age * MAX_STEP_SHARE));
		const next = Math.min(deadlineSeconds, age + step);
		const there = density(next);
		// Simpson's rule
		const share = ((next - age) * (here + 4 * density((age + next) / 2) + there)) / 6;
		running = Math.max(Number.MIN_VALUE, running - share);
		ending.push(share);
		ages.push(next);
		age = next;
		here = there;
	}
	// Summed from the exact value at the deadline backwards, so that small probabilities keep their digits.
	const survival = new Float64Array(ages.length);
	let left = survivalOf(kinds, deadlineSeconds);
	for (let index = ages.length - 1; index > 0; index -= 1) {
		survival[index] = left;
		left += ending[index - 1] as number;
	}
	survival[0] = left;
	return { ages: Float64Array.from(ages), survival };
};

/** The first age of the grid by which this share of the exports has ended; the last age if there is none. */
export const quantileOf = ({ ages, survival }: SurvivalGrid, share: number): number =>
	ages.at(survival.findIndex((left) => left <= 1 - share)) as number;
