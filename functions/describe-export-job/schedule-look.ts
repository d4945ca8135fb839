import type { Forecast, Poll } from '../shared/contracts/watch.ts';
import { inWords } from '../shared/text.ts';
import { forecastInWords, foresee } from './foresee.ts';
import { jitterOf } from './jitter-of.ts';
import { nextLook } from './next-look.ts';

export interface Schedule {
	readonly waitSeconds: number;
	readonly forecast: Forecast | null;
	/** The forecast in words, at the look that made it; else empty. */
	readonly words: string;
}

/** When to look again at a job that is still going on; the first look makes the forecast that later ones are given. */
export const createScheduleLook =
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
		readonly looks: number;
		readonly poll: Poll;
	}): Promise<Schedule> => {
		const forecast = earlier ?? foresee(datasetArn ? await pastDurations(datasetArn) : [], deadlineSeconds, look.poll);
		const waitSeconds = nextLook({ ...look, posterior: forecast, jitter: jitterOf(executionArn) });
		const words = earlier ? '' : `; ${forecastInWords(forecast)}; looking again in ${inWords(waitSeconds)}`;
		return { waitSeconds, forecast, words };
	};
