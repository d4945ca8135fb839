import type { PollOptions, Posterior } from '#contracts/watch.ts';
import { kindsOf } from './new-kinds.ts';
import { nextPollOf, planPolls } from './plan-polls.ts';
import { survivalGridOf } from './survival-grid.ts';

/**
 * A Standard execution may have 25,000 history events. A quiet lap is 9 of them; 12 are planned, so that there is room
 * for a retry in every lap, and 1,000 are kept for the beginning and the end: (25,000 − 1,000) / 12.
 */
const MAX_POLLS = 2_000;

/** Watches that begin together part by up to a tenth of the wait; around the best wait the cost is flat. */
const JITTER_SHARE = 0.08;
/** Steps of the golden ratio spread the waits of one watch evenly over the jitter, so that none is always late. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

export interface Look {
	readonly ageSeconds: number;
	readonly polls: number;
	/** From 0 to 1; another one for each execution. */
	readonly jitter: number;
}

/**
 * Plans the looks at one job, and says at each how many whole seconds to wait: as optimum checking has it under what the
 * past exports say; within `poll`; never past the deadline; and never so soon that the looks left could not reach the
 * deadline (that bound wins over `poll`).
 */
export const createNextPoll = ({
	deadlineSeconds,
	poll,
	posterior,
}: {
	readonly deadlineSeconds: number;
	readonly poll: PollOptions;
	readonly posterior: Posterior;
}): ((look: Look) => number) => {
	const plan = planPolls(survivalGridOf(kindsOf(posterior), deadlineSeconds, poll), poll);
	return ({ ageSeconds, polls, jitter }) => {
		const secondsToDeadline = deadlineSeconds - ageSeconds;
		if (secondsToDeadline <= 1) return 1;
		const best = nextPollOf(plan, ageSeconds, poll) - ageSeconds;
		const wanted = within(best * (1 + JITTER_SHARE * spread(jitter, polls)), poll);
		const soonest = Math.max(wanted, growthThatFits(ageSeconds, secondsToDeadline, Math.max(1, MAX_POLLS - polls)));
		const isRightBeforeTheLast = soonest + poll.minSeconds > secondsToDeadline && secondsToDeadline <= poll.maxSeconds;
		return Math.ceil(isRightBeforeTheLast ? secondsToDeadline : Math.min(soonest, secondsToDeadline));
	};
};

/** One look planned by itself, as a step does that keeps nothing but the state. */
export const nextPoll = ({
	secondsToDeadline,
	poll,
	posterior,
	...look
}: Look & { readonly secondsToDeadline: number; readonly poll: PollOptions; readonly posterior: Posterior }): number =>
	secondsToDeadline <= 1
		? 1
		: createNextPoll({ deadlineSeconds: look.ageSeconds + secondsToDeadline, poll, posterior })(look);

const within = (seconds: number, { minSeconds, maxSeconds }: PollOptions): number =>
	Math.min(Math.max(seconds, minSeconds), maxSeconds);

/** From −1 to 1, another value at each look. */
const spread = (jitter: number, polls: number): number => 2 * ((jitter + polls * GOLDEN_RATIO) % 1) - 1;

/** The share of the age by which it must grow at each of the looks left to have reached the deadline with the last. */
const growthThatFits = (ageSeconds: number, secondsToDeadline: number, pollsLeft: number): number => {
	const age = Math.max(1, ageSeconds);
	return age * Math.expm1(Math.log((age + Math.max(0, secondsToDeadline)) / age) / pollsLeft);
};
