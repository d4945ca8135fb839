import type { Forecast, Posterior } from '#contracts/watch.ts';
import { quantileOf } from './duration-mixture.ts';
import { predictiveKindsOf } from './prior-kinds.ts';

/** Four of five exports end between these quantiles. */
const EARLY = 0.1;
const LATE = 0.9;

/** The posterior with the quantiles of an export's duration. */
export const makeForecast = (posterior: Posterior): Forecast => {
	const kinds = predictiveKindsOf(posterior);
	return {
		...posterior,
		fromSeconds: Math.round(quantileOf(kinds, EARLY)),
		medianSeconds: Math.round(quantileOf(kinds, 0.5)),
		toSeconds: Math.round(quantileOf(kinds, LATE)),
	};
};

/** For example `usually takes 14 to 19 min`. */
export const describeForecast = ({ pastExports, kinds, fromSeconds, toSeconds }: Forecast): string => {
	const from = roughly(fromSeconds);
	const to = roughly(toSeconds);
	const shared = from.split(' ')[1] === to.split(' ')[1] ? from.split(' ')[0] : from;
	const range = from === to ? `about ${to}` : `${shared} to ${to}`;
	if (pastExports > 0) return `usually takes ${range}`;
	return kinds.length > 0
		? `no past exports of this dataset; by those of other datasets, it may take ${range}`
		: `no past exports to learn from, so it may take ${range}`;
};

/** In one unit: a forecast is no more precise. */
const roughly = (seconds: number): string => {
	if (seconds < 100) return `${Math.round(seconds)} sec`;
	if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
	if (seconds < 100 * 3_600) return `${Math.round(seconds / 360) / 10} hr`;
	return `${Math.round(seconds / 8_640) / 10} days`;
};
