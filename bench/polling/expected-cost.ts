import type { Law } from './laws.ts';
import { DEADLINE_SECONDS } from './options.ts';
import type { Random } from './random.ts';

export interface Policy {
	readonly name: string;
	readonly source: string;
	/** Starts a watch; the function that it returns gives the wait after a poll at this age. */
	readonly waits: (random: Random) => Wait;
}
export type Wait = (ageSeconds: number) => number;

/** Expected for one watch. */
export interface Figures {
	readonly polls: number;
	readonly delaySeconds: number;
	readonly cost: number;
}

/** The first poll is at the job's creation, as when an event starts the watch; only waits take time. */
export const agesOfPolls = (wait: Wait, isLast: (ageSeconds: number) => boolean): readonly number[] => {
	const ages = [0];
	for (let age = 0; !isLast(age); ages.push(age)) age = Math.min(DEADLINE_SECONDS, age + wait(age));
	return ages;
};

/** A schedule need not be followed where so few jobs still run. */
const NEGLIGIBLE = 1e-7;

/**
 * The expected polls and delay of one watch, exactly: the schedule of the polls does not depend on the job's end, so its
 * survival function gives the probability of each poll. A job that outlives the deadline counts up to there.
 */
export const expectedFigures = (wait: Wait, { survival }: Law, costSeconds: number): Figures => {
	const ages = agesOfPolls(wait, (age) => age >= DEADLINE_SECONDS || survival(age) < NEGLIGIBLE);
	let polls = 1;
	let watchedSeconds = 0;
	for (let index = 1; index < ages.length; index += 1) {
		const from = ages[index - 1] as number;
		const running = from === 0 ? 1 : survival(from);
		polls += running;
		watchedSeconds += running * ((ages[index] as number) - from);
	}
	const delaySeconds = watchedSeconds - meanDuration(survival);
	return { polls, delaySeconds, cost: delaySeconds + costSeconds * polls };
};

const known = new WeakMap<Law['survival'], number>();

/** Of durations cut at the deadline: the integral of the survival function, by the trapezoidal rule. */
const meanDuration = (survival: Law['survival']): number => {
	const earlier = known.get(survival);
	if (earlier !== undefined) return earlier;
	let mean = 0;
	let before = 1;
	for (let age = 0; age < DEADLINE_SECONDS; ) {
		const next = Math.min(DEADLINE_SECONDS, age + Math.max(0.5, age / 4_000));
		const after = survival(next);
		mean += ((next - age) * (before + after)) / 2;
		before = after;
		age = next;
	}
	known.set(survival, mean);
	return mean;
};
