import { watchOptionBounds } from '#contracts/vocabulary.ts';
import type { PollOptions } from '#contracts/watch.ts';

const { deadlineSeconds, minSeconds, maxSeconds, costSeconds } = watchOptionBounds;

/** The defaults of a watch. */
export const DEADLINE_SECONDS = deadlineSeconds.default;
export const POLL: PollOptions = {
	minSeconds: minSeconds.default,
	maxSeconds: maxSeconds.default,
	costSeconds: costSeconds.default,
};

export const SEED = 20_260_301;
/** Simulated for each distribution. */
export const EXPORTS = 4_000;
/** Exportwatch is measured after so many past exports of the dataset. */
export const HISTORIES = [0, 1, 3, 10, 30] as const;
