import { DescribeExecutionCommand, type ExecutionListItem, paginateListExecutions } from '@aws-sdk/client-sfn';
import { mapConcurrently } from '#functions/process-export/map-concurrently.ts';
import { findNamedJobs, isObject } from '#functions/watch-export/read-trigger.ts';
import type { Account } from './account.ts';
import { type Progress, readProgress } from './read-progress.ts';
import { startedByOf } from './started-by.ts';
import type { RunningWatch } from './watches.ts';

/** The input never changes, and it names the job. */
type Start = Pick<
	RunningWatch,
	'state' | 'executionArn' | 'startedAt' | 'startedBy' | 'datasetExportJobArn' | 'jobName' | 'isReplay'
>;

/** The running watches of an installation, each asked for what may have changed since it was last asked. */
export interface RunningWatches {
	/** The newest first. An execution whose input names no job is left out. */
	readonly list: (filter: { readonly since?: Date | undefined; readonly limit: number }) => Promise<{
		readonly watches: readonly RunningWatch[];
		readonly hasMore: boolean;
	}>;
	/** The executions that watch this job, the newest first. */
	readonly find: (datasetExportJobArn: string) => Promise<readonly string[]>;
}

const CONCURRENCY = 8;
/** The most that one call lists. */
const EXECUTIONS_A_PAGE = 1_000;

export const createRunningWatches = (
	{ stepFunctions, installation }: Pick<Account, 'stepFunctions' | 'installation'>,
	now: () => number = Date.now,
): RunningWatches => {
	const starts = new Map<string, Start | undefined>();
	const progresses = new Map<string, Progress>();

	const listRunning = async (): Promise<readonly ExecutionListItem[]> => {
		const running: ExecutionListItem[] = [];
		const request = { stateMachineArn: installation.stateMachines.WatchExport, statusFilter: 'RUNNING' as const };
		const paging = { client: stepFunctions, pageSize: EXECUTIONS_A_PAGE };
		for await (const { executions = [] } of paginateListExecutions(paging, request)) running.push(...executions);
		const arns = new Set(running.map(({ executionArn }) => executionArn));
		for (const known of [starts, progresses]) for (const arn of known.keys()) if (!arns.has(arn)) known.delete(arn);
		return running;
	};

	const startOf = async ({
		executionArn = '',
		name = '',
		startDate,
	}: ExecutionListItem): Promise<Start | undefined> => {
		if (!starts.has(executionArn)) {
			const { input = 'null' } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
			starts.set(executionArn, readStart(executionArn, name, startDate ?? new Date(0), JSON.parse(input)));
		}
		return starts.get(executionArn);
	};

	const progressOf = async (executionArn: string): Promise<Progress> => {
		const known = progresses.get(executionArn);
		if (known?.nextPollAt && Date.parse(known.nextPollAt) > now()) return known;
		const progress = await readProgress(stepFunctions, executionArn, known);
		progresses.set(executionArn, progress);
		return progress;
	};

	return {
		list: async ({ since, limit }) => {
			const running = await listRunning();
			const wanted = running.filter(({ startDate }) => !since || !startDate || startDate >= since);
			const watches = await mapConcurrently(wanted.slice(0, limit), CONCURRENCY, async (item) => {
				const start = await startOf(item);
				return start && { ...start, ...(await progressOf(start.executionArn)) };
			});
			return { watches: watches.filter((watch) => watch !== undefined), hasMore: wanted.length > limit };
		},

		find: async (datasetExportJobArn) => {
			const starts = await mapConcurrently(await listRunning(), CONCURRENCY, startOf);
			return starts.flatMap((start) =>
				start?.datasetExportJobArn === datasetExportJobArn ? [start.executionArn] : [],
			);
		},
	};
};

const readStart = (executionArn: string, name: string, startDate: Date, input: unknown): Start | undefined => {
	const [job] = findNamedJobs(input);
	if (typeof job?.value !== 'string') return undefined;
	return {
		state: 'RUNNING',
		executionArn,
		startedAt: startDate.toISOString(),
		startedBy: startedByOf(name, input),
		datasetExportJobArn: job.value,
		jobName: job.value.split('/').at(-1) ?? job.value,
		isReplay: isObject(input) && input.replay === true,
	};
};
