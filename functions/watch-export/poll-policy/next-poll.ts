import type { PollOptions, Posterior } from '#contracts/watch.ts';
import { bestAgesAfter, type PollPlan, planPolls } from './plan-polls.ts';
import { predictiveKindsOf } from './prior-kinds.ts';
import { shortestWait } from './shortest-wait.ts';
import { survivalGridOf } from './survival-grid.ts';

/**
 * A wait differs from the planned one by up to this share of it, and by no more than costs this share of a poll. So watches
 * that begin together poll at different times, but no job that always takes the same time is polled before it can be done.
 */
const JITTER_SHARE = 0.08;
const JITTER_COST = 0.03;
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
 * the deadline. Waits are longer than planned if the polls left would not reach the deadline otherwise.
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
	const planned = withinBounds(jitteredWait(plan, ageSeconds, signedJitter(jitter, polls)), poll);
	const { maxSeconds } = poll;
	const wait = Math.max(planned, shortestWait({ ageSeconds, secondsToDeadline, polls, maxSeconds }));
	const leavesTooLittle = wait + poll.minSeconds > secondsToDeadline && secondsToDeadline <= maxSeconds;
	return Math.ceil(leavesTooLittle ? secondsToDeadline : Math.min(wait, secondsToDeadline));
};

const jitteredWait = (plan: WatchPlan, ageSeconds: number, share: number): number => {
	const { poll } = plan;
	const { best, earliest, latest } = bestAgesAfter(plan, ageSeconds, poll, JITTER_COST * poll.costSeconds);
	const wait = best - ageSeconds;
	return wait + share * Math.min(JITTER_SHARE * wait, share < 0 ? best - earliest : latest - best);
};

const withinBounds = (seconds: number, { minSeconds, maxSeconds }: PollOptions): number =>
	Math.min(Math.max(seconds, minSeconds), maxSeconds);

/** From −1 to 1, different at each poll. */
const signedJitter = (jitter: number, polls: number): number => 2 * ((jitter + polls * GOLDEN_RATIO) % 1) - 1;
