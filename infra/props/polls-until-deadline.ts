import type { WatchDefaults } from './watch-defaults.ts';

/** As many looks as one execution may plan: `MAX_POLLS` of functions/shared, which has the arithmetic. */
export const MAX_POLLS = 2_000;

/** How many looks it takes to reach the deadline if each comes as late as the bounds allow. */
export const pollsUntilDeadline = ({ deadlineSeconds, maxSeconds }: WatchDefaults): number =>
	Math.ceil(deadlineSeconds / maxSeconds);
