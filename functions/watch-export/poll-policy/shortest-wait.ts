import { MAX_POLLS } from '#contracts/vocabulary.ts';

/**
 * The shortest wait after a poll with which the polls left still reach the deadline: the one with which they just reach it
 * if the age grows by the same factor at each of them, and at least what waits of `maxSeconds` would leave over.
 */
export const shortestWait = ({
	ageSeconds,
	secondsToDeadline,
	polls,
	maxSeconds,
}: {
	readonly ageSeconds: number;
	readonly secondsToDeadline: number;
	/** So far, this one included. */
	readonly polls: number;
	readonly maxSeconds: number;
}): number => {
	const waitsLeft = Math.max(1, MAX_POLLS + 1 - polls);
	const age = Math.max(1, ageSeconds);
	const growing = age * Math.expm1(Math.log((age + secondsToDeadline) / age) / waitsLeft);
	return Math.max(growing, secondsToDeadline - (waitsLeft - 1) * maxSeconds);
};
