import { ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { endStates, type Outcome, RECORD_KEY } from '#contracts/vocabulary.ts';
import type { DatasetExportJob, Forecast, Observation, Watch as WatchOrder } from '#contracts/watch.ts';
import { findNamedJobs } from '#functions/watch-export/read-trigger.ts';
import type { Account } from './account.ts';
import { NoJobWatched, WatchNotFound } from './errors.ts';
import type { Execution } from './executions.ts';
import { type NamedJob, nameJob, readJobStatus } from './jobs.ts';
import type { RunningWatches } from './running-watches.ts';
import { endOfWait, madeForecast, readStateData } from './state-data.ts';
import type { WatchState } from './watches.ts';

/** One answered describe call. */
export type Poll = Required<Pick<Observation, 'polls' | 'status' | 'observedAt'>> &
	Pick<Observation, 'waitSeconds' | 'explanation' | 'isOverdue'>;

/** All about one watch. */
export interface Watch {
	readonly datasetExportJobArn: string;
	readonly jobName: string;
	readonly state: WatchState;
	/** How the job's watch ended: outcome, reason and remedy, actions, files, dataset. Missing before the first end. */
	readonly record?: ExportJobRecord;
	/** Missing if Step Functions no longer has it. */
	readonly execution?: Execution;
	/** What the execution accepted: deadline, poll options, replay. */
	readonly order?: WatchOrder;
	/** As the last poll found it, or else as recorded. */
	readonly job?: DatasetExportJob;
	/** With its kinds, for the density. Missing before the first poll, and if the job had ended by then. */
	readonly forecast?: Forecast;
	readonly polls: readonly Poll[];
	/** Of the state machine; of the last visit. */
	readonly currentState?: string;
	/** While the watch waits. */
	readonly nextPollAt?: string;
	readonly deadlineAt?: string;
}

interface Dependencies {
	readonly account: Account;
	readonly running: RunningWatches;
	readonly readExecution: (executionArn: string) => Promise<Execution>;
}

/** Which watch is meant: an execution if there is one, and the record of the job if there is one. */
interface FoundWatch {
	readonly job: NamedJob;
	readonly record: ExportJobRecord | undefined;
	readonly execution: Execution | undefined;
}

const isExecutionArn = (text: string): boolean => /^arn:[^:]+:states:[^:]*:[^:]*:execution:/.test(text);

/** @throws WatchNotFound, JobNotFound, NoJobWatched, BadRequest */
export const readWatch = async (jobOrExecution: string, dependencies: Dependencies): Promise<Watch> =>
	watchOf(
		isExecutionArn(jobOrExecution)
			? await findByExecution(jobOrExecution, dependencies)
			: await findByJob(nameJob(dependencies.account, jobOrExecution), dependencies),
	);

const findByExecution = async (executionArn: string, { account, readExecution }: Dependencies): Promise<FoundWatch> => {
	const execution = await readExecution(executionArn);
	const [named] = findNamedJobs(JSON.parse(execution.input));
	if (typeof named?.value !== 'string' || execution.error === 'TriggerRejected') {
		throw new NoJobWatched(executionArn, execution.cause ?? 'its input names none');
	}
	const job = nameJob(account, named.value);
	return { job, record: await readRecord(account, job), execution };
};

const findByJob = async (job: NamedJob, { account, running, readExecution }: Dependencies): Promise<FoundWatch> => {
	const [record, [newest]] = await Promise.all([readRecord(account, job), running.find(job.datasetExportJobArn)]);
	const executionArn = newest ?? record?.ownerExecutionArn;
	if (!executionArn) throw new WatchNotFound(job.jobName, await readJobStatus(account, job));
	return { job, record, execution: await readExecution(executionArn).catch(unlessGone) };
};

const unlessGone = (error: Error): undefined => {
	if (error instanceof ExecutionDoesNotExist) return undefined;
	throw error;
};

export const readRecord = async (
	{ documents, installation }: Pick<Account, 'documents' | 'installation'>,
	{ datasetExportJobArn }: NamedJob,
): Promise<ExportJobRecord | undefined> => {
	const get = new GetCommand({ TableName: installation.table, Key: { [RECORD_KEY]: datasetExportJobArn } });
	return (await documents.send(get)).Item as ExportJobRecord | undefined;
};

const watchOf = ({ job, record, execution }: FoundWatch): Watch => {
	const visits = execution?.visits ?? [];
	const polls = visits.filter(({ state }) => state === 'DescribeExportJob').map(({ output }) => readStateData(output));
	const last = visits.at(-1);
	const { watch: order } = readStateData(visits.findLast(({ state }) => state !== 'AcceptTrigger')?.input);
	const observation = polls.findLast((poll) => poll.observation)?.observation;
	const forecast = madeForecast(observation);
	const createdAt = observation?.job?.creationDateTime ?? execution?.startedAt;
	const deadlineAt = order && createdAt && new Date(Date.parse(createdAt) + order.deadlineSeconds * 1000).toISOString();
	const nextPollAt =
		execution?.status === 'RUNNING' && last?.type === 'Wait' ? endOfWait(last.enteredAt, observation) : undefined;
	return {
		...job,
		state: stateOf(execution, record),
		...(record && { record }),
		...(execution && { execution }),
		...(order && { order }),
		...((observation?.job || record) && { job: observation?.job ?? record }),
		...(forecast && { forecast }),
		polls: polls.flatMap((poll) => (poll.observation ? [pollOf(poll.observation)] : [])),
		...(last && { currentState: last.state }),
		...(nextPollAt && { nextPollAt }),
		...(deadlineAt && { deadlineAt }),
	};
};

/** The last state says it, except of a watch that was stopped: RecordStoppedWatch records that one. */
const stateOf = (execution: Execution | undefined, record: ExportJobRecord | undefined): WatchState => {
	if (execution?.status === 'RUNNING') return 'RUNNING';
	const end = Object.entries(endStates).find(([, state]) => state === execution?.visits.at(-1)?.state)?.[0];
	if (end === 'ACTIONS_FAILED') return 'SUCCEEDED';
	return (end as Outcome | undefined) ?? record?.outcome ?? 'BROKEN';
};

const pollOf = ({ polls, status = '', observedAt = '', waitSeconds, explanation, isOverdue }: Observation): Poll => ({
	polls,
	status,
	observedAt,
	waitSeconds,
	explanation,
	isOverdue,
});
