import type { ExportKind } from '#contracts/watch.ts';
import { densityOf, survivalOf } from './duration-mixture.ts';

/** Ages of a job in seconds, and the probability at each of them that the job is still running. */
export interface SurvivalGrid {
	readonly ages: Float64Array;
	readonly survival: Float64Array;
}

/** Points of the grid between two polls, so that the best age is never far from a point. */
const POINTS_PER_POLL = 8;
/** Below this probability of still running, a coarser grid is enough. */
const RARE = 1e-3;
const POINTS_PER_RARE_POLL = 3;
/** The sum of the steps is no more exact than this, and the steps must not follow its errors. */
const LEAST_RUNNING = 1e-5;
/** Bounds of a step. A share of the age is a step of ln(duration). */
const MIN_STEP_SECONDS = 0.05;
const MAX_STEP_SHARE = 0.03;
/** Of the scale of a kind, near its median; and of the distance to it, so that no step passes over a narrow kind. */
const STEP_IN_KIND = 0.25;
const STEP_TO_KIND = 0.15;

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
	const maxShareAt = maxStepShareOf(kinds);
	const ages = [0];
	const ending: number[] = [];
	let running = 1;
	let here = 0;
	for (let age = 0; age < deadlineSeconds; ) {
		const interval = Math.min(maxSeconds, Math.sqrt((2 * costSeconds * running) / here));
		const wanted = interval / (running < RARE ? POINTS_PER_RARE_POLL : POINTS_PER_POLL);
		const step = age < 1 ? 1 : Math.max(MIN_STEP_SECONDS, Math.min(wanted, age * maxShareAt(age)));
		const next = Math.min(deadlineSeconds, age + step);
		const there = density(next);
		// Simpson's rule
		const share = ((next - age) * (here + 4 * density((age + next) / 2) + there)) / 6;
		running = Math.max(LEAST_RUNNING, running - share);
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

const maxStepShareOf = (kinds: readonly ExportKind[]): ((age: number) => number) => {
	const peaks = kinds.map(({ medianSeconds, scale }) => ({ log: Math.log(medianSeconds), scale }));
	return (age) => {
		const log = Math.log(age);
		let share = MAX_STEP_SHARE;
		for (const peak of peaks) {
			share = Math.min(share, Math.max(STEP_IN_KIND * peak.scale, STEP_TO_KIND * Math.abs(log - peak.log)));
		}
		return share;
	};
};
