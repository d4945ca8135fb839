import { expect, it } from 'vitest';
import { madeForecast, readStateData } from '../../client/state-data.ts';

const forecastIn = (forecast: unknown) => {
	const { observation } = readStateData(JSON.stringify({ observation: { polls: 1, forecast } }));
	return madeForecast(observation);
};

it('a watch whose job had ended at its first poll has no forecast', () => {
	expect([forecastIn({}), forecastIn(null), forecastIn(undefined)]).toEqual([undefined, undefined, undefined]);
	const made = { fromSeconds: 60, medianSeconds: 90, toSeconds: 120 };
	expect(forecastIn(made)).toEqual(made);
});
