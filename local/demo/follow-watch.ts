import { setTimeout as sleep } from 'node:timers/promises';
import {
	DescribeExecutionCommand,
	type DescribeExecutionOutput,
	type HistoryEvent,
	paginateGetExecutionHistory,
	paginateListExecutions,
	SFNClient,
} from '@aws-sdk/client-sfn';
import { stateMachineArnOf } from '../aws/shared/names.ts';
import { historyLines, waitingUntil } from './history-lines.ts';

const POLL_MILLISECONDS = 250;
/** A watch starts at once here: after 10 s without one, something is wrong. */
const MAX_START_POLLS = 40;

const client = new SFNClient({});

/** Shows each new line of the history once, and what the watch does now. */
export interface Screen {
	readonly line: (text: string) => void;
	readonly now: (text: string) => void;
}

/** Finds the watch that a rule started for the job. */
export const findWatch = (datasetExportJobArn: string): Promise<string> =>
	waitFor(`a watch of ${datasetExportJobArn}`, async () => {
		const stateMachineArn = stateMachineArnOf('WatchExport');
		for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
			for (const { executionArn } of executions) {
				const { input } = await describe(executionArn);
				if (executionArn && input?.includes(`"${datasetExportJobArn}"`)) return executionArn;
			}
		}
		return undefined;
	});

/** Finds the watch that ExportDatasets started for its job of this dataset type. */
export const findChildWatch = (parentArn: string, datasetType: string): Promise<string> =>
	waitFor(`the watch of ${datasetType}`, async () => {
		for (const { taskSubmittedEventDetails } of await readHistory(parentArn)) {
			const { ExecutionArn } = JSON.parse(taskSubmittedEventDetails?.output ?? '{}');
			if (!ExecutionArn) continue;
			const { input } = await describe(ExecutionArn);
			if (input?.includes(`-${datasetType.toLowerCase()}-`)) return ExecutionArn;
		}
		return undefined;
	});

const waitFor = async (what: string, find: () => Promise<string | undefined>): Promise<string> => {
	for (let polls = 0; polls < MAX_START_POLLS; polls += 1) {
		const found = await find();
		if (found) return found;
		await sleep(POLL_MILLISECONDS);
	}
	throw new Error(`${what} was not started`);
};

/** Shows an execution until it ends, and returns its description. */
export const followWatch = async (executionArn: string, screen: Screen): Promise<DescribeExecutionOutput> => {
	let shown = 0;
	for (;;) {
		const execution = await describe(executionArn);
		const events = await readHistory(executionArn);
		const lines = historyLines(events);
		for (const line of lines.slice(shown)) screen.line(line);
		shown = lines.length;
		if (execution.status !== 'RUNNING') return execution;
		const until = waitingUntil(events);
		screen.now(until ? `next poll in ${Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000))} s` : '');
		await sleep(POLL_MILLISECONDS);
	}
};

const describe = (executionArn: string | undefined) => client.send(new DescribeExecutionCommand({ executionArn }));

/** Waits for the end of an execution without showing it. */
export const endOf = async (executionArn: string): Promise<DescribeExecutionOutput> => {
	const execution = await describe(executionArn);
	if (execution.status !== 'RUNNING') return execution;
	await sleep(POLL_MILLISECONDS);
	return endOf(executionArn);
};

const readHistory = async (executionArn: string): Promise<HistoryEvent[]> => {
	const events: HistoryEvent[] = [];
	for await (const page of paginateGetExecutionHistory({ client }, { executionArn }))
		events.push(...(page.events ?? []));
	return events;
};
