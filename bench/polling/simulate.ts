import type { Distribution } from './distributions.ts';
import { createRandom, type Random } from './random.ts';

/** When to look: for each job a new run of waits, each told the job's age at the look before. */
export interface Policy {
	readonly name: string;
	readonly source: string;
	readonly waits: (random: Random, distribution: Distribution) => (ageSeconds: number) => number;
}

/** What one policy did with one job. */
export interface Watched {
	readonly polls: number;
	readonly delaySeconds: number;
}

export interface Figures {
	readonly polls: number;
	readonly delaySeconds: number;
	readonly delay95Seconds: number;
	readonly cost: number;
}

/** The durations that every policy is given for a distribution: the same, so that they differ by what they do. */
export const durationsOf = ({ draw, name }: Distribution, jobs: number, seed: number): readonly number[] => {
	const random = createRandom(seed, name);
	return Array.from({ length: jobs }, () => draw(random(), random()));
};

/** The first look is at the job's creation, as a watch that an event started has it; time passes in waits only. */
export const watchJob = (durationSeconds: number, wait: (ageSeconds: number) => number): Watched => {
	let polls = 1;
	let age = 0;
	for (; age < durationSeconds; polls += 1) age += wait(age);
	return { polls, delaySeconds: age - durationSeconds };
};

export const figuresOf = (watched: readonly Watched[], costSeconds: number): Figures => {
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

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
