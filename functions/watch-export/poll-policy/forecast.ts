import type { Forecast, PollOptions } from '#contracts/watch.ts';
import { kindsOf } from './new-kinds.ts';
import { posteriorOf } from './posterior.ts';
import { ageBy, survivalGridOf } from './survival-grid.ts';

/** Four runs of five end between these shares. */
const EARLY = 0.1;
const LATE = 0.9;

/** What the dataset's past exports say of this one, to be carried through the watch; durations newest first. */
export const makeForecast = (
	durationsSeconds: readonly number[],
	deadlineSeconds: number,
	poll: PollOptions,
): Forecast => {
	const posterior = posteriorOf(durationsSeconds);
	const grid = survivalGridOf(kindsOf(posterior), deadlineSeconds, poll);
	return {
		...posterior,
		fromSeconds: Math.round(ageBy(grid, EARLY)),
		medianSeconds: Math.round(ageBy(grid, 0.5)),
		toSeconds: Math.round(ageBy(grid, LATE)),
	};
};

/** As `usually takes 14 to 19 min`. */
export const describeForecast = ({ pastExports, fromSeconds, toSeconds }: Forecast): string => {
	const from = roughly(fromSeconds);
	const to = roughly(toSeconds);
	const shared = from.split(' ')[1] === to.split(' ')[1] ? from.split(' ')[0] : from;
	const range = from === to ? `about ${to}` : `${shared} to ${to}`;
	return pastExports === 0 ? `no past export to go by, so it may take ${range}` : `usually takes ${range}`;
};

/** In one unit, as precise as a forecast is. */
const roughly = (seconds: number): string => {
	if (seconds < 100) return `${Math.round(seconds)} sec`;
	if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
	return `${Math.round(seconds / 360) / 10} hr`;
};
