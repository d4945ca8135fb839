import type { WatchDefaults } from './watch-defaults.ts';

/** As many looks as one execution may plan: `MAX_LOOKS` of functions/shared, which has the arithmetic. */
export const MAX_LOOKS = 2_000;

/** How many looks it takes to reach the deadline if each comes as late as the bounds allow. */
export const looksUntilDeadline = ({ deadlineSeconds, maxSeconds }: WatchDefaults): number =>
	Math.ceil(deadlineSeconds / maxSeconds);
