import type { Forecast, Observation, Watch } from '#contracts/watch.ts';
import { isObject } from '#functions/watch-export/read-trigger.ts';

/** What the state of an execution of WatchExport says of the watch, as far as it has come. */
export interface StateData {
	readonly watch?: Watch;
	readonly observation?: Observation;
}

/** Reads the input or the output of a state; empty for data of another form, as before AcceptTrigger. */
export const readStateData = (json: string | undefined): StateData => {
	const data: unknown = JSON.parse(json ?? 'null');
	if (!isObject(data)) return {};
	const { watch, observation } = data as StateData;
	return { ...(isObject(watch) && { watch }), ...(isObject(observation) && { observation }) };
};

/** When a wait ends that began then. */
export const endOfWait = (enteredAt: string, observation: Observation | undefined): string | undefined =>
	observation?.waitSeconds === undefined
		? undefined
		: new Date(Date.parse(enteredAt) + observation.waitSeconds * 1000).toISOString();

/** Undefined for a job that had ended at its first poll. */
export const madeForecast = (observation: Observation | undefined): Forecast | undefined => {
	const forecast = observation?.forecast;
	return forecast && 'fromSeconds' in forecast ? forecast : undefined;
};
