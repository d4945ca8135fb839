import { watchOptionBounds } from '#contracts/vocabulary.ts';

/** Older exports say little about a dataset that changes. */
export const MAX_EXPORTS = 60;

/** Durations outside these bounds are moved to them. */
const MIN_SECONDS = 1;
const MAX_SECONDS = watchOptionBounds.deadlineSeconds.max;
/** The width of the range in which ln(duration) lies. */
export const LOG_RANGE = Math.log(MAX_SECONDS / MIN_SECONDS);

/** ln(duration) of the newest exports; skips durations that are not positive and finite. */
export const logsOf = (durationsSeconds: readonly number[]): readonly number[] =>
	durationsSeconds
		.filter((seconds) => Number.isFinite(seconds) && seconds > 0)
		.slice(0, MAX_EXPORTS)
		.map((seconds) => Math.log(Math.min(Math.max(seconds, MIN_SECONDS), MAX_SECONDS)));
