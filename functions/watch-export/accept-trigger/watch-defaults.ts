import { watchOptionBounds } from '#contracts/vocabulary.ts';
import type { Watch } from '#contracts/watch.ts';
import type { WatchOptions } from '#contracts/watch-options.ts';

/** Of the deployment. */
export interface WatchDefaults {
	readonly deadlineSeconds: number;
	readonly minSeconds: number;
	readonly maxSeconds: number;
}

/** The options of a run, complete. A poll bound given alone moves the default of the other bound, never the reverse. */
export const withDefaults = (
	{ deadlineSeconds, poll = {}, replay = false, adopted = false }: WatchOptions,
	defaults: WatchDefaults,
): Pick<Watch, keyof WatchOptions> => {
	const { minSeconds, maxSeconds, costSeconds = watchOptionBounds.costSeconds.default } = poll;
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
