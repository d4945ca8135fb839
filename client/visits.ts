import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { StateError, StateVisit } from './executions.ts';

interface OpenVisit extends StateVisit {
	exitedAt?: string;
	output?: string;
	childExecutionArn?: string;
	mapRunArn?: string;
	readonly errors: StateError[];
	isCaught: boolean;
	/** The last attempt so far has failed. */
	hasFailed: boolean;
}

/** The states that an execution visited, from all events of its history in their order. */
export const visitsOf = (events: readonly HistoryEvent[]): readonly StateVisit[] => {
	const byId = new Map(events.map((event) => [event.id, event]));
	const visits = new Map<number, OpenVisit>();
	/** By the event with which a visit ended. */
	const exited = new Map<number, number>();

	const before = (event: HistoryEvent): HistoryEvent | undefined => byId.get(event.previousEventId);

	/** The visit in which an event happened; with a name, the visit of that state around it. */
	const visitAround = (event: HistoryEvent, name?: string): OpenVisit | undefined => {
		for (let at: HistoryEvent | undefined = event; at; at = before(at)) {
			const visit = visits.get(at.id ?? 0);
			if (visit && (name === undefined || visit.state === name)) return visit;
		}
		return undefined;
	};

	const originOf = (event: HistoryEvent): number | undefined => {
		for (let at = before(event); at; at = before(at)) {
			const id = at.id ?? 0;
			// an iteration that had to wait follows one that has ended, so its Map is found by name
			const map = at.mapIterationStartedEventDetails?.name;
			if (map !== undefined) return [...visits.values()].findLast(({ state }) => state === map)?.id;
			const origin = exited.get(id) ?? (visits.has(id) ? id : undefined);
			if (origin !== undefined) return origin;
		}
		return undefined;
	};

	for (const event of events) {
		const { id = 0, type = '', stateEnteredEventDetails: entered, stateExitedEventDetails: left } = event;
		const time = timeOf(event);
		if (entered) {
			const cameFrom = originOf(event);
			visits.set(id, {
				id,
				state: entered.name ?? '',
				type: type.replace('StateEntered', ''),
				...(cameFrom !== undefined && { cameFrom }),
				enteredAt: time,
				...(entered.input !== undefined && { input: entered.input }),
				errors: [],
				isCaught: false,
				hasFailed: false,
			});
		}
		const visit = visitAround(event, left?.name);
		if (!visit) continue;
		if (left) {
			exited.set(id, visit.id);
			visit.exitedAt = time;
			if (left.output !== undefined) visit.output = left.output;
			visit.isCaught = visit.hasFailed;
		}
		const child = childOf(event);
		if (child) visit.childExecutionArn = child;
		const mapRun = event.mapRunStartedEventDetails?.mapRunArn;
		if (mapRun) visit.mapRunArn = mapRun;
		const failure = failureOf(event);
		if (failure) visit.errors.push({ at: time, ...failure });
		if (failure || /^(Parallel|Map)StateFailed$/.test(type)) visit.hasFailed = true;
		else if (/^(Task|ParallelState|MapState)Succeeded$/.test(type)) visit.hasFailed = false;
	}
	return [...visits.values()].map(({ hasFailed: _hasFailed, ...visit }) => visit);
};

const timeOf = ({ timestamp = new Date(0) }: HistoryEvent): string => timestamp.toISOString();

const failureOf = (event: HistoryEvent): { readonly error: string; readonly cause?: string } | undefined => {
	const details =
		event.taskFailedEventDetails ??
		event.taskTimedOutEventDetails ??
		event.taskStartFailedEventDetails ??
		event.taskSubmitFailedEventDetails;
	return details && { error: details.error ?? '', ...(details.cause !== undefined && { cause: details.cause }) };
};

const childOf = ({ taskSubmittedEventDetails: submitted }: HistoryEvent): string | undefined =>
	submitted?.resourceType === 'states' ? JSON.parse(submitted.output ?? 'null')?.ExecutionArn : undefined;
