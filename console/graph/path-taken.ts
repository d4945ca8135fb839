import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** What an execution has done in one state, over all its visits. */
export interface StateUse {
	readonly visits: number;
	/** Attempts that failed and were followed by another one. */
	readonly retries: number;
	/** Errors that left the state by a Catch. */
	readonly caught: number;
	/** The execution is in this state now, or ended in it without leaving it. */
	readonly isOpen: boolean;
}

export interface PathTaken {
	readonly states: ReadonlyMap<string, StateUse>;
	/** How often each arrow was taken, by `arrowKey`. */
	readonly arrows: ReadonlyMap<string, number>;
}

export const arrowKey = (from: string, to: string): string => JSON.stringify([from, to]);

const NOT_VISITED: StateUse = { visits: 0, retries: 0, caught: 0, isOpen: false };

/** An attempt of a Task that ended badly: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
const FAILED_ATTEMPT =
	/^(?:TaskFailed|TaskTimedOut|TaskStartFailed|TaskSubmitFailed|LambdaFunctionFailed|LambdaFunctionTimedOut|LambdaFunctionStartFailed|LambdaFunctionScheduleFailed)$/;
const SCHEDULED_ATTEMPT = /^(?:TaskScheduled|LambdaFunctionScheduled)$/;

/** Which states and arrows of its definition an execution has taken, from its history in the order of the events. */
export const pathTaken = (events: readonly HistoryEvent[]): PathTaken => {
	const byId = new Map(events.map((event) => [event.id, event]));
	const states = new Map<string, StateUse>();
	const arrows = new Map<string, number>();
	/** The state in which each event happened. */
	const stateAt = new Map<number | undefined, string | undefined>();
	const change = (name: string | undefined, next: (use: StateUse) => Partial<StateUse>): void => {
		if (name === undefined) return;
		const use = states.get(name) ?? NOT_VISITED;
		states.set(name, { ...use, ...next(use) });
	};

	for (const event of events) {
		const { id, type = '', previousEventId, stateEnteredEventDetails, stateExitedEventDetails } = event;
		const previous = byId.get(previousEventId);
		const entered = stateEnteredEventDetails?.name;
		const name = entered ?? stateExitedEventDetails?.name ?? stateAt.get(previousEventId);
		stateAt.set(id, name);
		if (entered !== undefined) {
			change(entered, ({ visits }) => ({ visits: visits + 1, isOpen: true }));
			const from = previous?.stateExitedEventDetails?.name;
			if (from !== undefined) arrows.set(arrowKey(from, entered), (arrows.get(arrowKey(from, entered)) ?? 0) + 1);
		}
		if (stateExitedEventDetails) change(name, () => ({ isOpen: false }));
		const followsFailure = FAILED_ATTEMPT.test(previous?.type ?? '');
		if (followsFailure && SCHEDULED_ATTEMPT.test(type)) change(name, ({ retries }) => ({ retries: retries + 1 }));
		if (followsFailure && stateExitedEventDetails) change(name, ({ caught }) => ({ caught: caught + 1 }));
	}
	return { states, arrows };
};
