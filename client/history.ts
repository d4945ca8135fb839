import { type HistoryEvent, paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';
import { LRUCache } from 'lru-cache';
import { MAX_KEPT_EXECUTIONS } from './executions.ts';

/** The most that one call gives. */
const EVENTS_A_PAGE = 1_000;

/** Reads the events of an execution in their order. What was read before is not asked for again. */
export const createHistories = (client: SFNClient): ((executionArn: string) => Promise<readonly HistoryEvent[]>) => {
	const kept = new LRUCache<string, readonly HistoryEvent[]>({ max: MAX_KEPT_EXECUTIONS });
	return async (executionArn) => {
		const known = kept.get(executionArn) ?? [];
		const events = [...known, ...(await readNewer(client, executionArn, known.at(-1)?.id ?? 0))];
		kept.set(executionArn, events);
		return events;
	};
};

/** The newest page first, until the event that is known. */
const readNewer = async (client: SFNClient, executionArn: string, knownId: number): Promise<HistoryEvent[]> => {
	const newer: HistoryEvent[] = [];
	const paging = { client, pageSize: EVENTS_A_PAGE };
	for await (const { events = [] } of paginateGetExecutionHistory(paging, { executionArn, reverseOrder: true })) {
		for (const event of events) {
			if ((event.id ?? 0) <= knownId) return newer.reverse();
			newer.push(event);
		}
	}
	return newer.reverse();
};
