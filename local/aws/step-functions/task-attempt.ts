import type { State } from '#statemachine/asl.ts';
import { region } from '../shared/names.ts';
import { failureOf } from './failure.ts';
import { type EventChain, outputData } from './history.ts';
import { toTaskResult } from './state-data.ts';
import type { TaskResource } from './task-resource.ts';

export interface TaskAttempt {
	readonly result: Promise<unknown>;
	/** Aborts the attempt because the engine gave it up with this error; does nothing once the attempt is over. */
	readonly giveUp: (error: Error) => void;
}

/** Rejects when the signal aborts, even if the running work ignores the signal. */
const unlessAborted = <Value>(running: Promise<Value>, signal: AbortSignal): Promise<Value> => {
	const aborted = Promise.withResolvers<never>();
	const onAbort = () => aborted.reject(signal.reason);
	signal.addEventListener('abort', onAbort);
	return Promise.race([running, aborted.promise]).finally(() => signal.removeEventListener('abort', onAbort));
};

/** Runs a Task once and records how the attempt ends; a retry is another attempt within the same state. */
export const startTaskAttempt = (
	chain: EventChain,
	state: State,
	{ resourceType, resource, run }: TaskResource,
	parameters: Readonly<Record<string, unknown>>,
	runSignal: AbortSignal,
): TaskAttempt => {
	const names = { resourceType, resource };
	const givenUp = new AbortController();
	const signal = AbortSignal.any([runSignal, givenUp.signal]);
	let isOver = false;

	chain.record('TaskScheduled', {
		taskScheduledEventDetails: {
			...names,
			region,
			parameters: JSON.stringify(parameters),
			timeoutInSeconds: state.TimeoutSeconds as number,
		},
	});
	chain.record('TaskStarted', { taskStartedEventDetails: names });

	const submitted = (output: unknown) =>
		chain.record('TaskSubmitted', { taskSubmittedEventDetails: { ...names, ...outputData(JSON.stringify(output)) } });

	const execute = async () => {
		try {
			const result = await unlessAborted(run(parameters, signal, submitted), signal);
			const output = toTaskResult(String(state.Resource), result);
			chain.record('TaskSucceeded', { taskSucceededEventDetails: { ...names, ...outputData(output) } });
			return result;
		} catch (error) {
			if (!signal.aborted) {
				chain.record('TaskFailed', { taskFailedEventDetails: { ...names, ...failureOf(error as Error) } });
			}
			throw error;
		} finally {
			isOver = true;
		}
	};

	return {
		result: execute(),
		giveUp: (error) => {
			if (isOver) return;
			givenUp.abort();
			chain.record('TaskTimedOut', { taskTimedOutEventDetails: { ...names, ...failureOf(error) } });
		},
	};
};
