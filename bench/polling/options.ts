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

export const SEED = 20_261_125;
/** Histories drawn for each process and length; each is for one watch with its own jitter. */
export const HISTORIES = 150;
