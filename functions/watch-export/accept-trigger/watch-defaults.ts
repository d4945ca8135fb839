import type { Watch } from '#contracts/watch.ts';
import type { WatchOptions } from '#contracts/watch-options.ts';

/** What holds for a run that does not say otherwise, in seconds. */
export interface WatchDefaults {
	readonly deadlineSeconds: number;
	readonly minSeconds: number;
	readonly maxSeconds: number;
}

const DEFAULT_COST_SECONDS = 10;

/** The options of a run with the defaults in. A poll bound given alone moves the other's default, never the other way. */
export const withDefaults = (
	{ deadlineSeconds, poll = {}, replay = false, adopted = false }: WatchOptions,
	defaults: WatchDefaults,
): Pick<Watch, 'deadlineSeconds' | 'poll' | 'replay' | 'adopted'> => {
	const { minSeconds, maxSeconds, costSeconds = DEFAULT_COST_SECONDS } = poll;
	return {
		deadlineSeconds: deadlineSeconds ?? defaults.deadlineSeconds,
		poll: {
			minSeconds: minSeconds ?? Math.min(defaults.minSeconds, maxSeconds ?? defaults.minSeconds),
			maxSeconds: maxSeconds ?? Math.max(defaults.maxSeconds, minSeconds ?? defaults.maxSeconds),
			costSeconds,
		},
		replay,
		adopted,
	};
};
