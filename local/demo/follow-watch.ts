import { setTimeout as sleep } from 'node:timers/promises';
import {
	DescribeExecutionCommand,
	type DescribeExecutionOutput,
	type HistoryEvent,
	paginateGetExecutionHistory,
	paginateListExecutions,
	SFNClient,
} from '@aws-sdk/client-sfn';
import { arn } from '../names.ts';
import { historyLines, waitingUntil } from './history-lines.ts';

const LOOK_MILLISECONDS = 250;
/** A rule starts its watch at once here; where none comes, something is wrong. */
const START_PATIENCE_LOOKS = 40;

const client = new SFNClient({});

/** What the follower shows: each new line of the history once, and what is going on right now. */
export interface Screen {
	readonly line: (text: string) => void;
	readonly now: (text: string) => void;
}

/** Finds the watch that was started for the job. */
export const findWatch = async (datasetExportJobArn: string): Promise<string> => {
	for (let look = 0; look < START_PATIENCE_LOOKS; look += 1) {
		const stateMachineArn = arn('states', 'stateMachine:WatchExport');
		for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
			for (const { executionArn } of executions) {
				const { input } = await client.send(new DescribeExecutionCommand({ executionArn }));
				if (executionArn && input?.includes(`"${datasetExportJobArn}"`)) return executionArn;
			}
		}
		await sleep(LOOK_MILLISECONDS);
	}
	throw new Error(`no watch was started for ${datasetExportJobArn}`);
};

/** Shows an execution until it ends, and answers with its end. */
export const followWatch = async (executionArn: string, screen: Screen): Promise<DescribeExecutionOutput> => {
	let shown = 0;
	for (;;) {
		const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
		const events = await readHistory(executionArn);
		const lines = historyLines(events);
		for (const line of lines.slice(shown)) screen.line(line);
		shown = lines.length;
		if (execution.status !== 'RUNNING') return execution;
		const until = waitingUntil(events);
		screen.now(until ? `looking again in ${Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000))} s` : '');
		await sleep(LOOK_MILLISECONDS);
	}
};

const readHistory = async (executionArn: string): Promise<HistoryEvent[]> => {
	const events: HistoryEvent[] = [];
	for await (const page of paginateGetExecutionHistory({ client }, { executionArn }))
		events.push(...(page.events ?? []));
	return events;
};
