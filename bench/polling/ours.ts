import type { PollOptions } from '#contracts/watch.ts';
import { createNextPoll } from '#functions/watch-export/poll-policy/next-poll.ts';
import { posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import type { Distribution } from './distributions.ts';
import type { Random } from './random.ts';
import type { Policy } from './simulate.ts';

const DEADLINE_SECONDS = 86_400;
/** So many watches share a history, each with a jitter of its own. */
const WATCHES_A_HISTORY = 10;

/** The product's own policy after so many past exports of the dataset. */
export const ours = (pastExports: number, poll: PollOptions): Policy => {
	let watches = 0;
	let nextPoll = createNextPoll({ deadlineSeconds: DEADLINE_SECONDS, poll, posterior: posteriorOf([]) });
	return {
		name: pastExports === 0 ? 'Exportwatch, no history' : `Exportwatch after ${pastExports}`,
		source: 'functions/shared/poll-policy',
		waits: (random, distribution) => {
			if (pastExports > 0 && watches % WATCHES_A_HISTORY === 0) {
				const posterior = posteriorOf(drawHistory(pastExports, distribution, random));
				nextPoll = createNextPoll({ deadlineSeconds: DEADLINE_SECONDS, poll, posterior });
			}
			watches += 1;
			const jitter = random();
			let polls = 0;
			return (ageSeconds) => {
				polls += 1;
				return nextPoll({ ageSeconds, polls, jitter });
			};
		},
	};
};

/** Newest first, in whole seconds. */
const drawHistory = (pastExports: number, { draw, driftPerExport }: Distribution, random: Random): readonly number[] =>
	Array.from({ length: pastExports }, (_, index) =>
		Math.round(draw(random(), random()) / (1 + driftPerExport) ** (index + 1)),
	);
