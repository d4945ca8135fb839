import type { Forecast, PollOptions } from '#contracts/watch.ts';
import { formatDuration } from '../../shared/text.ts';
import { describeForecast, makeForecast } from './forecast.ts';
import { jitterOf } from './jitter-of.ts';
import { nextPoll } from './next-poll.ts';

export interface Schedule {
	readonly waitSeconds: number;
	readonly forecast: Forecast | null;
	/** The forecast in words, at the look that made it; else empty. */
	readonly words: string;
}

/** When to look again at a job that is still going on; the first look makes the forecast that later ones are given. */
export const createSchedulePoll =
	(pastDurations: (datasetArn: string) => Promise<readonly number[]>) =>
	async ({
		datasetArn,
		deadlineSeconds,
		executionArn,
		forecast: earlier,
		...look
	}: {
		readonly datasetArn: string | undefined;
		readonly deadlineSeconds: number;
		readonly executionArn: string;
		readonly forecast: Forecast | null;
		readonly ageSeconds: number;
		readonly secondsToDeadline: number;
		readonly polls: number;
		readonly poll: PollOptions;
	}): Promise<Schedule> => {
		const forecast =
			earlier ?? makeForecast(datasetArn ? await pastDurations(datasetArn) : [], deadlineSeconds, look.poll);
		const waitSeconds = nextPoll({ ...look, posterior: forecast, jitter: jitterOf(executionArn) });
		const words = earlier ? '' : `; ${describeForecast(forecast)}; looking again in ${formatDuration(waitSeconds)}`;
		return { waitSeconds, forecast, words };
	};
