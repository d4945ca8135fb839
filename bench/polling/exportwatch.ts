import type { PollOptions } from '#contracts/watch.ts';
import { planWatch, waitForNextPoll } from '#functions/watch-export/poll-policy/next-poll.ts';
import { posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import type { Distribution } from './distributions.ts';
import { DEADLINE_SECONDS } from './options.ts';
import type { Random } from './random.ts';
import type { Policy } from './simulate.ts';

/** Watches that share one history; each has its own jitter. */
const WATCHES_PER_HISTORY = 10;

/** The poll policy of WatchExport after so many past exports of the dataset. */
export const exportwatch = (pastExports: number, poll: PollOptions): Policy => {
	const planAfter = (history: readonly number[]) =>
		planWatch({ deadlineSeconds: DEADLINE_SECONDS, poll, posterior: posteriorOf(history) });
	let watches = 0;
	let plan = planAfter([]);
	return {
		name: pastExports === 0 ? 'Exportwatch, no history' : `Exportwatch after ${pastExports}`,
		source: 'functions/watch-export/poll-policy',
		waits: (random, distribution) => {
			if (pastExports > 0 && watches % WATCHES_PER_HISTORY === 0) {
				plan = planAfter(drawHistory(pastExports, distribution, random));
			}
			watches += 1;
			const planOfThisWatch = plan;
			const jitter = random();
			let polls = 0;
			return (ageSeconds) => {
				polls += 1;
				return waitForNextPoll(planOfThisWatch, { ageSeconds, polls, jitter });
			};
		},
	};
};

/** Newest first, in whole seconds. */
const drawHistory = (pastExports: number, { draw, driftPerExport }: Distribution, random: Random): readonly number[] =>
	Array.from({ length: pastExports }, (_, index) =>
		Math.round(draw(random(), random()) / (1 + driftPerExport) ** (index + 1)),
	);
