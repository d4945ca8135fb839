import { MAX_POLLS } from '#contracts/vocabulary.ts';

/** The wait in seconds with which the polls left just reach the deadline, if the age grows by the same factor at each of them. */
export const shortestWait = ({
	ageSeconds,
	secondsToDeadline,
	polls,
}: {
	readonly ageSeconds: number;
	readonly secondsToDeadline: number;
	/** So far. */
	readonly polls: number;
}): number => {
	const age = Math.max(1, ageSeconds);
	return age * Math.expm1(Math.log((age + secondsToDeadline) / age) / Math.max(1, MAX_POLLS - polls));
};
