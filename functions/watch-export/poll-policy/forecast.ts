import type { Forecast, PollOptions } from '#contracts/watch.ts';
import { posteriorOf } from './posterior.ts';
import { predictiveKindsOf } from './prior-kinds.ts';
import { quantileOf, survivalGridOf } from './survival-grid.ts';

/** Four of five exports end between these quantiles. */
const EARLY = 0.1;
const LATE = 0.9;

/** The forecast of an export's duration from those of the dataset's past exports, newest first. */
export const makeForecast = (
	durationsSeconds: readonly number[],
	deadlineSeconds: number,
	poll: PollOptions,
): Forecast => {
	const posterior = posteriorOf(durationsSeconds);
	const grid = survivalGridOf(predictiveKindsOf(posterior), deadlineSeconds, poll);
	return {
		...posterior,
		fromSeconds: Math.round(quantileOf(grid, EARLY)),
		medianSeconds: Math.round(quantileOf(grid, 0.5)),
		toSeconds: Math.round(quantileOf(grid, LATE)),
	};
};

/** For example `usually takes 14 to 19 min`. */
export const describeForecast = ({ pastExports, fromSeconds, toSeconds }: Forecast): string => {
	const from = roughly(fromSeconds);
	const to = roughly(toSeconds);
	const shared = from.split(' ')[1] === to.split(' ')[1] ? from.split(' ')[0] : from;
	const range = from === to ? `about ${to}` : `${shared} to ${to}`;
	return pastExports === 0 ? `no past exports to learn from, so it may take ${range}` : `usually takes ${range}`;
};

/** In one unit: a forecast is no more precise. */
const roughly = (seconds: number): string => {
	if (seconds < 100) return `${Math.round(seconds)} sec`;
	if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
	return `${Math.round(seconds / 360) / 10} hr`;
};
