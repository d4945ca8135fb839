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

/** Events that follow one another: those of one branch, one iteration, or the machine itself. */
export interface EventChain {
	readonly record: (type: string, details?: HistoryDetails) => void;
	readonly lastEventId: () => number;
	/** Lets the next event follow one that another chain wrote. */
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

/** Input and output as events show them: texts that this service never truncates. */
export const inputData = (input: string) => ({ input, inputDetails: { truncated: false } });
export const outputData = (output: string) => ({ output, outputDetails: { truncated: false } });

const executionDataFields = new Set(['input', 'inputDetails', 'output', 'outputDetails', 'parameters']);

const withoutData = (details: object) =>
	Object.fromEntries(Object.entries(details).filter(([field]) => !executionDataFields.has(field)));

/** The event as `includeExecutionData: false` shows it. */
export const withoutExecutionData = (event: HistoryEvent): unknown =>
	Object.fromEntries(
		Object.entries(event).map(([key, value]) => [key, key.endsWith('EventDetails') ? withoutData(value) : value]),
	);
