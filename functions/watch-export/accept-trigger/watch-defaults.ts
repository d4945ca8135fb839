import { watchOptionBounds } from '#contracts/vocabulary.ts';
import type { Watch } from '#contracts/watch.ts';
import { completePollBounds, type WatchDefaults } from '#contracts/watch-defaults.ts';
import type { WatchOptions } from '#contracts/watch-options.ts';

/** The options of a run, complete. */
export const withDefaults = (
	{ deadlineSeconds, poll = {}, replay = false, adopted = false }: WatchOptions,
	defaults: WatchDefaults,
): Pick<Watch, keyof WatchOptions> => ({
	deadlineSeconds: deadlineSeconds ?? defaults.deadlineSeconds,
	poll: {
		...completePollBounds(poll, defaults),
		costSeconds: poll.costSeconds ?? watchOptionBounds.costSeconds.default,
	},
	replay,
	adopted,
});
