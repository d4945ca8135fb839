import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { PollOptions, Posterior } from '#contracts/watch.ts';
import { planWatch, waitForNextPoll } from '#functions/watch-export/poll-policy/next-poll.ts';
import { borrowedPosteriorOf, posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import type { Wait } from './expected-cost.ts';
import { DEADLINE_SECONDS } from './options.ts';
import type { Process } from './processes.ts';
import type { Random } from './random.ts';

/** What a watch can learn from: exports of the dataset, or those of other datasets whose ln(duration) differs so much. */
export type Past = { readonly exports: number } | { readonly othersDifferBy: number };

/** The waits of one watch of WatchExport. */
export const waitsOfExportwatch = (posterior: Posterior, poll: PollOptions, random: Random): Wait => {
	const plan = planWatch({ deadlineSeconds: DEADLINE_SECONDS, poll, posterior });
	const jitter = random();
	let polls = 0;
	return (ageSeconds) => {
		polls += 1;
		return waitForNextPoll(plan, { ageSeconds, polls, jitter });
	};
};

/** What a watch believes of the export that has `before` exports before it. */
export const learn = (process: Process, before: number, past: Past, random: Random): Posterior =>
	'exports' in past
		? posteriorOf(drawHistory(process, before, past.exports, random))
		: borrowedPosteriorOf(drawOthers(process, past.othersDifferBy, random));

/** The last `count` of the exports before; newest first, in milliseconds, as Personalize gives times. */
const drawHistory = ({ lawAt }: Process, before: number, count: number, random: Random): readonly number[] =>
	Array.from(
		{ length: count },
		(_, index) => Math.round(1_000 * lawAt(before - 1 - index, before).draw(random)) / 1_000,
	);

const OTHER_DATASETS = 5;
const EXPORTS_OF_EACH = 10;

/** Other datasets have the same process, but each takes longer or less long; ln of the factor is normal. */
const drawOthers = (process: Process, deviation: number, random: Random): readonly number[] =>
	Array.from({ length: OTHER_DATASETS }, () => {
		const factor = Math.exp(deviation * normalQuantile(random(), 0, 1));
		return drawHistory(process, EXPORTS_OF_EACH, EXPORTS_OF_EACH, random).map((seconds) => factor * seconds);
	}).flat();
