import { sumOf } from '#functions/shared/sum-of.ts';
import type { Distribution } from './distributions.ts';
import { createRandom, type Random } from './random.ts';

export interface Policy {
	readonly name: string;
	readonly source: string;
	/** Starts a watch; the function that it returns gives the wait after a poll at this age. */
	readonly waits: (random: Random, distribution: Distribution) => (ageSeconds: number) => number;
}

interface WatchedExport {
	readonly polls: number;
	readonly delaySeconds: number;
}

/** Means over all exports, and the 95th percentile of the delay. */
export interface Figures {
	readonly polls: number;
	readonly delaySeconds: number;
	readonly delay95Seconds: number;
	readonly cost: number;
}

/** The same durations for every policy, so that policies differ only by what they do. */
export const drawDurations = ({ draw, name }: Distribution, exports: number, seed: number): readonly number[] => {
	const random = createRandom(seed, name);
	return Array.from({ length: exports }, () => draw(random(), random()));
};

/** The first poll is at the job's creation, as when an event starts the watch; only waits take time. */
export const watchJob = (durationSeconds: number, wait: (ageSeconds: number) => number): WatchedExport => {
	let polls = 1;
	let age = 0;
	for (; age < durationSeconds; polls += 1) age += wait(age);
	return { polls, delaySeconds: age - durationSeconds };
};

const figuresOf = (watched: readonly WatchedExport[], costSeconds: number): Figures => {
	const polls = mean(watched.map((each) => each.polls));
	const delays = watched.map((each) => each.delaySeconds).sort((one, other) => one - other);
	const delaySeconds = mean(delays);
	return {
		polls,
		delaySeconds,
		delay95Seconds: delays[Math.floor(0.95 * delays.length)] ?? 0,
		cost: delaySeconds + costSeconds * polls,
	};
};

export const simulate = (
	policy: Policy,
	distribution: Distribution,
	durations: readonly number[],
	costSeconds: number,
	seed: number,
): Figures => {
	const random = createRandom(seed, `${policy.name} ${distribution.name}`);
	return figuresOf(
		durations.map((duration) => watchJob(duration, policy.waits(random, distribution))),
		costSeconds,
	);
};

const mean = (values: readonly number[]): number => sumOf(values, (value) => value) / values.length;
