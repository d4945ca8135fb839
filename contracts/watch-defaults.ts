import * as z from 'zod/mini';

/** What holds for a watch that does not say otherwise. */
export const watchDefaults = z.object({ deadlineSeconds: z.int(), minSeconds: z.int(), maxSeconds: z.int() });
export type WatchDefaults = Readonly<z.output<typeof watchDefaults>>;

type PollBounds = Omit<WatchDefaults, 'deadlineSeconds'>;

/** Both bounds of a wait. One that is given alone moves the default of the other, never the reverse. */
export const completePollBounds = (
	{ minSeconds, maxSeconds }: { readonly [Key in keyof PollBounds]?: number | undefined },
	defaults: PollBounds,
): PollBounds => ({
	minSeconds: minSeconds ?? Math.min(defaults.minSeconds, maxSeconds ?? defaults.minSeconds),
	maxSeconds: maxSeconds ?? Math.max(defaults.maxSeconds, minSeconds ?? defaults.maxSeconds),
});

/** The polls until the deadline if each comes as late as the bounds allow. */
export const fewestPolls = ({
	deadlineSeconds,
	maxSeconds,
}: Pick<WatchDefaults, 'deadlineSeconds' | 'maxSeconds'>): number => Math.ceil(deadlineSeconds / maxSeconds);
