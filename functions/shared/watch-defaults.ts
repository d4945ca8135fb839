import { MAX_POLLS, watchOptionBounds } from '#contracts/vocabulary.ts';
import type { Watch } from '#contracts/watch.ts';
import { completePollBounds, fewestPolls, type WatchDefaults } from '#contracts/watch-defaults.ts';
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

/** Why no watch can have these options; undefined if one can. ExportDatasets asks before it creates a job to watch. */
export const findOptionsProblem = ({
	deadlineSeconds,
	poll: { maxSeconds },
}: Pick<Watch, 'deadlineSeconds' | 'poll'>): string | undefined => {
	const polls = fewestPolls({ deadlineSeconds, maxSeconds });
	if (polls <= MAX_POLLS) return undefined;
	const least = Math.ceil(deadlineSeconds / MAX_POLLS);
	return `deadlineSeconds of ${deadlineSeconds} takes ${polls} polls that are at most poll.maxSeconds of ${maxSeconds} apart; the history of an execution has room for ${MAX_POLLS}: give poll.maxSeconds of at least ${least} or a shorter deadlineSeconds`;
};
