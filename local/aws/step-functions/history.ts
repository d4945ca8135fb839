import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';

export type HistoryDetails = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>;

/** The events of one execution, numbered from 1 in the order in which they happened. */
export interface History {
	readonly events: readonly HistoryEvent[];
	/** Returns the id of the new event. */
	readonly append: (type: string, previousEventId: number, details?: HistoryDetails) => number;
}

export const createHistory = (now: () => Date): History => {
	const events: HistoryEvent[] = [];
	return {
		events,
		append: (type, previousEventId, details) => {
			const id = events.length + 1;
			events.push({ timestamp: now(), type: type as HistoryEventType, id, previousEventId, ...details });
			return id;
		},
	};
};

/** The events of one run, each following the one before. */
export interface EventChain {
	readonly record: (type: string, details?: HistoryDetails) => void;
	readonly lastEventId: () => number;
	/** Makes the next event follow an event of another chain. */
	readonly continueFrom: (eventId: number) => void;
}

export const createEventChain = (history: History, follows: number): EventChain => {
	let last = follows;
	return {
		record: (type, details) => {
			last = history.append(type, last, details);
		},
		lastEventId: () => last,
		continueFrom: (eventId) => {
			last = eventId;
		},
	};
};

/** Input and output in an event; this service never truncates them. */
export const inputData = (input: string) => ({ input, inputDetails: { truncated: false } });
export const outputData = (output: string) => ({ output, outputDetails: { truncated: false } });

const executionDataFields = new Set(['input', 'inputDetails', 'output', 'outputDetails', 'parameters']);

const withoutData = (details: object) =>
	Object.fromEntries(Object.entries(details).filter(([field]) => !executionDataFields.has(field)));

/** The event that a caller gets for `includeExecutionData: false`. */
export const withoutExecutionData = (event: HistoryEvent): unknown =>
	Object.fromEntries(
		Object.entries(event).map(([key, value]) => [key, key.endsWith('EventDetails') ? withoutData(value) : value]),
	);
