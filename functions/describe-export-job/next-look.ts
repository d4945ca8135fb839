import type { Poll, Posterior } from '../shared/contracts/watch.ts';
import { kindsOf } from '../shared/poll-policy/new-kinds.ts';
import { nextLookOf, planLooks } from '../shared/poll-policy/plan-looks.ts';
import { survivalGridOf } from '../shared/poll-policy/survival-grid.ts';

/**
 * A Standard execution may have 25,000 history events. A quiet lap is 9 of them; 12 are planned, so that there is room
 * for a retry in every lap, and 1,000 are kept for the beginning and the end: (25,000 − 1,000) / 12.
 */
const MAX_LOOKS = 2_000;

/** Watches that begin together part by up to a tenth of the wait; around the best wait the cost is flat. */
const JITTER_SHARE = 0.08;
/** Steps of the golden ratio spread the waits of one watch evenly over the jitter, so that none is always late. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

export interface Look {
	readonly ageSeconds: number;
	readonly looks: number;
	/** From 0 to 1; another one for each execution. */
	readonly jitter: number;
}

/**
 * Plans the looks at one job, and says at each how many whole seconds to wait: as optimum checking has it under what the
 * past exports say; within `poll`; never past the deadline; and never so soon that the looks left could not reach the
 * deadline (that bound wins over `poll`).
 */
export const createNextLook = ({
	deadlineSeconds,
	poll,
	posterior,
}: {
	readonly deadlineSeconds: number;
	readonly poll: Poll;
	readonly posterior: Posterior;
}): ((look: Look) => number) => {
	const plan = planLooks(survivalGridOf(kindsOf(posterior), deadlineSeconds, poll), poll);
	return ({ ageSeconds, looks, jitter }) => {
		const secondsToDeadline = deadlineSeconds - ageSeconds;
		if (secondsToDeadline <= 1) return 1;
		const best = nextLookOf(plan, ageSeconds, poll) - ageSeconds;
		const wanted = within(best * (1 + JITTER_SHARE * spread(jitter, looks)), poll);
		const soonest = Math.max(wanted, growthThatFits(ageSeconds, secondsToDeadline, Math.max(1, MAX_LOOKS - looks)));
		const isRightBeforeTheLast = soonest + poll.minSeconds > secondsToDeadline && secondsToDeadline <= poll.maxSeconds;
		return Math.ceil(isRightBeforeTheLast ? secondsToDeadline : Math.min(soonest, secondsToDeadline));
	};
};

/** One look planned by itself, as a step does that keeps nothing but the state. */
export const nextLook = ({
	secondsToDeadline,
	poll,
	posterior,
	...look
}: Look & { readonly secondsToDeadline: number; readonly poll: Poll; readonly posterior: Posterior }): number =>
	secondsToDeadline <= 1
		? 1
		: createNextLook({ deadlineSeconds: look.ageSeconds + secondsToDeadline, poll, posterior })(look);

const within = (seconds: number, { minSeconds, maxSeconds }: Poll): number =>
	Math.min(Math.max(seconds, minSeconds), maxSeconds);

/** From −1 to 1, another value at each look. */
const spread = (jitter: number, looks: number): number => 2 * ((jitter + looks * GOLDEN_RATIO) % 1) - 1;

/** The share of the age by which it must grow at each of the looks left to have reached the deadline with the last. */
const growthThatFits = (ageSeconds: number, secondsToDeadline: number, looksLeft: number): number => {
	const age = Math.max(1, ageSeconds);
	return age * Math.expm1(Math.log((age + Math.max(0, secondsToDeadline)) / age) / looksLeft);
};
