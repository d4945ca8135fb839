import { MAX_POLLS } from '#contracts/vocabulary.ts';
import type { PollOptions, Posterior } from '#contracts/watch.ts';
import { bestAgeAfter, type PollPlan, planPolls } from './plan-polls.ts';
import { predictiveKindsOf } from './prior-kinds.ts';
import { survivalGridOf } from './survival-grid.ts';

/** A wait differs by up to this share from the planned one, so that watches that begin together poll at different times. */
const JITTER_SHARE = 0.08;
/** Multiples of the golden ratio spread the jitter of one watch evenly, so that no watch is always late. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

export interface WatchPlan extends PollPlan {
	readonly deadlineSeconds: number;
	readonly poll: PollOptions;
}

/** Plans all polls of a watch from the posterior of the dataset's exports. */
export const planWatch = ({
	deadlineSeconds,
	poll,
	posterior,
}: {
	readonly deadlineSeconds: number;
	readonly poll: PollOptions;
	readonly posterior: Posterior;
}): WatchPlan => ({
	...planPolls(survivalGridOf(predictiveKindsOf(posterior), deadlineSeconds, poll), poll),
	deadlineSeconds,
	poll,
});

/**
 * The whole seconds to wait for the next poll: as planned, with jitter, within `minSeconds` and `maxSeconds` and never past
 * the deadline. If the polls left would not reach the deadline, waits grow geometrically, past `maxSeconds` if necessary.
 */
export const waitForNextPoll = (
	plan: WatchPlan,
	{
		ageSeconds,
		polls,
		jitter,
	}: {
		/** The job's age at this poll. */
		readonly ageSeconds: number;
		/** So far, this one included. */
		readonly polls: number;
		/** From 0 to 1; different for each execution. */
		readonly jitter: number;
	},
): number => {
	const { deadlineSeconds, poll } = plan;
	const secondsToDeadline = deadlineSeconds - ageSeconds;
	if (secondsToDeadline <= 1) return 1;
	const planned = bestAgeAfter(plan, ageSeconds, poll) - ageSeconds;
	const jittered = withinBounds(planned * (1 + JITTER_SHARE * signedJitter(jitter, polls)), poll);
	const wait = Math.max(jittered, shortestWait(ageSeconds, secondsToDeadline, Math.max(1, MAX_POLLS - polls)));
	const leavesTooLittle = wait + poll.minSeconds > secondsToDeadline && secondsToDeadline <= poll.maxSeconds;
	return Math.ceil(leavesTooLittle ? secondsToDeadline : Math.min(wait, secondsToDeadline));
};

const withinBounds = (seconds: number, { minSeconds, maxSeconds }: PollOptions): number =>
	Math.min(Math.max(seconds, minSeconds), maxSeconds);

/** From −1 to 1, different at each poll. */
const signedJitter = (jitter: number, polls: number): number => 2 * ((jitter + polls * GOLDEN_RATIO) % 1) - 1;

/** The wait with which the polls left just reach the deadline, if the age grows by the same factor at each of them. */
const shortestWait = (ageSeconds: number, secondsToDeadline: number, pollsLeft: number): number => {
	const age = Math.max(1, ageSeconds);
	return age * Math.expm1(Math.log((age + secondsToDeadline) / age) / pollsLeft);
};
