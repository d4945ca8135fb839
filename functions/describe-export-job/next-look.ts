import type { Poll } from '../shared/contracts.ts';

/**
 * A Standard execution may have 25,000 history events. A quiet lap is 9 of them; 12 are planned, so that there is room
 * for a retry in every lap, and 1,000 are kept for the beginning and the end: (25,000 − 1,000) / 12.
 */
const MAX_LOOKS = 2_000;

/** A tenth is late by a tenth at most, and seven looks double the age. */
const SHARE_OF_AGE = 0.1;

/**
 * Whole seconds until the next look: a tenth of the time since the job's creation, within `poll`; never past the
 * deadline; and never so soon that the looks left could not reach the deadline (that bound wins over `poll`).
 */
export const nextLook = ({
	ageSeconds,
	secondsToDeadline,
	looks,
	poll,
}: {
	readonly ageSeconds: number;
	readonly secondsToDeadline: number;
	readonly looks: number;
	readonly poll: Poll;
}): number => {
	const wanted = Math.min(Math.max(ageSeconds * SHARE_OF_AGE, poll.minSeconds), poll.maxSeconds);
	const soonest = Math.max(wanted, growthThatFits(ageSeconds, secondsToDeadline, Math.max(1, MAX_LOOKS - looks)));
	return Math.max(1, Math.ceil(Math.min(soonest, secondsToDeadline)));
};

/** The share of the age by which it must grow at each of the looks left to have reached the deadline with the last. */
const growthThatFits = (ageSeconds: number, secondsToDeadline: number, looksLeft: number): number => {
	const age = Math.max(1, ageSeconds);
	return age * Math.expm1(Math.log((age + Math.max(0, secondsToDeadline)) / age) / looksLeft);
};
