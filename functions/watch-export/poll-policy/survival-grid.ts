import cdf from '@stdlib/stats-base-dists-t-cdf';
import pdf from '@stdlib/stats-base-dists-t-pdf';
import type { RunKind } from '#contracts/watch.ts';
import type { SurvivalGrid } from './plan-polls.ts';

/** Ages of the grid between two looks, so that the best one is never far from a point of the grid. */
const POINTS_PER_POLL = 8;
/** Neither so wide that a peak falls between two points, nor so narrow that there are more than some thousands. */
const MAX_STEP_SHARE = 0.03;
const MIN_STEP_SHARE = 0.002;
/** Where so few jobs are left, the grid may be coarser. */
const RARE = 1e-3;
const POINTS_PER_RARE_POLL = 3;

/** The chance that a run of these kinds takes longer. */
export const survivalOf = (kinds: readonly RunKind[], seconds: number): number =>
	kinds.reduce(
		(sum, { weight, medianSeconds, spread, degreesOfFreedom }) =>
			sum + weight * cdf(Math.log(medianSeconds / seconds) / spread, degreesOfFreedom),
		0,
	);

/** The density of the durations of these kinds: Student-t in the logarithm. */
const densityOf = (kinds: readonly RunKind[]): ((seconds: number) => number) => {
	const terms = kinds.map(({ weight, medianSeconds, spread, degreesOfFreedom }) => ({
		factor: weight / spread,
		center: Math.log(medianSeconds),
		spread,
		studentT: pdf.factory(degreesOfFreedom),
	}));
	return (seconds) => {
		const log = Math.log(seconds);
		let density = 0;
		for (const { factor, center, spread, studentT } of terms) density += factor * studentT((log - center) / spread);
		return density / seconds;
	};
};

/**
 * The chance that the job is still running, at ages up to the deadline: denser where a look may pay, by the checking
 * density √(h / 2c) (Keller, 1974; h the hazard, c what a look costs).
 */
export const survivalGridOf = (
	kinds: readonly RunKind[],
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
		const share = ((next - age) * (here + 4 * density((age + next) / 2) + there)) / 6;
		running = Math.max(Number.MIN_VALUE, running - share);
		ending.push(share);
		ages.push(next);
		age = next;
		here = there;
	}
	const survival = new Float64Array(ages.length);
	let left = survivalOf(kinds, deadlineSeconds);
	for (let index = ages.length - 1; index > 0; index -= 1) {
		survival[index] = left;
		left += ending[index - 1] as number;
	}
	survival[0] = left;
	return { ages: Float64Array.from(ages), survival };
};

/** The first age of the grid by which such a share of the runs has ended; the last one if none. */
export const ageBy = ({ ages, survival }: SurvivalGrid, share: number): number =>
	ages.at(survival.findIndex((left) => left <= 1 - share)) as number;
