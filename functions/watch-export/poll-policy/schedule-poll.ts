import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Forecast, PollOptions, Posterior } from '#contracts/watch.ts';
import { formatDuration } from '../../shared/text.ts';
import { describeForecast, makeForecast } from './forecast.ts';
import { planWatch, type WatchPlan, waitForNextPoll } from './next-poll.ts';
import { borrowedPosteriorOf, posteriorOf } from './posterior.ts';

/** A running job at a poll. */
interface Poll {
	readonly datasetArn: string | undefined;
	readonly deadlineSeconds: number;
	readonly poll: PollOptions;
	readonly executionArn: string;
	/** Null at the first poll, which makes it for all later ones. */
	readonly forecast: Forecast | null;
	readonly ageSeconds: number;
	readonly polls: number;
}

/**
 * In seconds, newest first, of the jobs of a dataset that have ended; without the dataset, of all of the account. Undefined
 * if they cannot be listed.
 */
export type PastDurations = (datasetArn?: string) => Promise<readonly number[] | undefined>;

export interface ScheduledPoll {
	readonly waitSeconds: number;
	readonly forecast: Forecast;
	/** Empty unless the forecast is new. */
	readonly explanation: string;
}

/** What a warm function has planned lately: a watch keeps its plan, and watches of a dataset that begin together share one. */
const plans = new LRUCache<string, WatchPlan, Parameters<typeof planWatch>[0]>({
	maxSize: 64 * 1024 ** 2,
	sizeCalculation: ({ ages, survival, costs }) => ages.byteLength + survival.byteLength + costs.byteLength,
	memoMethod: (_key, _stale, { context }) => planWatch(context),
});

/** When to poll a running job again. */
export const schedulePoll = async (
	{ datasetArn, deadlineSeconds, poll, executionArn, forecast: earlier, ageSeconds, polls }: Poll,
	pastDurations: PastDurations,
): Promise<ScheduledPoll> => {
	const forecast = earlier ?? makeForecast(await learn(datasetArn, pastDurations));
	const watch = { deadlineSeconds, poll, posterior: forecast };
	const plan = plans.memo(JSON.stringify(watch), { context: watch });
	const waitSeconds = waitForNextPoll(plan, { ageSeconds, polls, jitter: jitterOf(executionArn) });
	const explanation = earlier ? '' : `; ${describeForecast(forecast)}; polling again in ${formatDuration(waitSeconds)}`;
	return { waitSeconds, forecast, explanation };
};

/** From the dataset's own past. A dataset without one borrows from the others of the account, unless calls fail already. */
const learn = async (datasetArn: string | undefined, pastDurations: PastDurations): Promise<Posterior> => {
	const own = datasetArn ? await pastDurations(datasetArn) : [];
	const posterior = posteriorOf(own ?? []);
	return own && posterior.pastExports === 0 ? borrowedPosteriorOf((await pastDurations()) ?? []) : posterior;
};

/** From 0 to 1, the same at each poll of an execution. */
export const jitterOf = (executionArn: string): number =>
	createHash('sha256').update(executionArn).digest().readUInt32BE() / 2 ** 32;
