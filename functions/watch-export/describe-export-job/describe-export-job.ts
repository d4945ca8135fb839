import type { DatasetExportJob, Forecast, Observation, Watch } from '#contracts/watch.ts';
import { cutToCharacters, formatDuration, shorten } from '../../shared/text.ts';

/** A `Cause` holds at most 32,768 characters, and the state's 256 KiB hold one reason of that length in any script. */
const MAX_REASON_CHARACTERS = 32_768;

const endedStatuses: ReadonlySet<string | undefined> = new Set(['ACTIVE', 'CREATE FAILED']);
const documentedStatuses: ReadonlySet<string | undefined> = new Set([
	'CREATE PENDING',
	'CREATE IN_PROGRESS',
	...endedStatuses,
]);
const NO_STATUS = 'MISSING';
const NO_REASON = 'Personalize gave no failureReason';

export interface PollRequest {
	readonly watch: Watch;
	readonly polls: number;
	readonly unknownStatusPolls: number;
	/** When the execution started: stands in for the job's creation where the answer does not say it. */
	readonly startedAt: string;
	readonly executionArn: string;
	/** Null until a look has made it. */
	readonly forecast: Forecast | null;
}

/** One look at the job: all that the service says of it, whether it is overdue, and when to look again. */
export const createDescribeExportJob =
	({
		describe,
		pastDurations,
		now,
	}: {
		readonly describe: (datasetExportJobArn: string) => Promise<DatasetExportJob>;
		/** How long the dataset's exports took, in seconds, newest first; none where that cannot be had. */
		readonly pastDurations: (datasetArn: string) => Promise<readonly number[]>;
		readonly now: () => Date;
	}) =>
	async ({
		watch,
		polls: earlierPolls,
		unknownStatusPolls,
		startedAt,
		executionArn,
		forecast: earlierForecast,
	}: PollRequest): Promise<Required<Observation>> => {
		const answer = await describe(watch.datasetExportJobArn);
		const observedAt = now();

		const createdAt = new Date(answer.creationDateTime ?? startedAt);
		const ageSeconds = Math.max(0, (observedAt.getTime() - createdAt.getTime()) / 1000);
		const secondsToDeadline = watch.deadlineSeconds - ageSeconds;
		const polls = earlierPolls + 1;
		const status = answer.status ?? NO_STATUS;
		const { deadlineSeconds, poll } = watch;
		const look = { datasetArn: answer.datasetArn, deadlineSeconds, ageSeconds, secondsToDeadline, polls, poll };
		const isOver = endedStatuses.has(status) || secondsToDeadline <= 0;
		const { waitSeconds, forecast, words } = isOver
			? { waitSeconds: 1, forecast: earlierForecast, words: '' }
			: await (await scheduling()).createSchedulePoll(pastDurations)({
					...look,
					executionArn,
					forecast: earlierForecast,
				});
		return {
			polls,
			unknownStatusPolls: documentedStatuses.has(answer.status) ? 0 : unknownStatusPolls + 1,
			job: withReason(answer),
			status,
			observedAt: observedAt.toISOString(),
			isOverdue: secondsToDeadline <= 0,
			waitSeconds,
			forecast,
			explanation: `${explain(watch, status, ageSeconds)}${words}`,
			isFailureReasonCut: (answer.failureReason?.length ?? 0) > MAX_REASON_CHARACTERS,
		};
	};

/** Loaded for a wait only: a cold start that finds the job ended does without the statistics. */
const scheduling = () => import('../poll-policy/schedule-poll.ts');

/** A failed job always says why, if only that nobody said it. */
const withReason = (job: DatasetExportJob): DatasetExportJob => {
	if (job.status === 'CREATE FAILED' && !job.failureReason?.trim()) return { ...job, failureReason: NO_REASON };
	if (job.failureReason === undefined) return job;
	return { ...job, failureReason: cutToCharacters(job.failureReason.toWellFormed(), MAX_REASON_CHARACTERS) };
};

const explain = (watch: Watch, status: string, ageSeconds: number): string => {
	const standing = `${watch.jobName} is ${shorten(status)} ${formatDuration(ageSeconds)} after its creation`;
	if (endedStatuses.has(status)) return standing;
	const unknown = documentedStatuses.has(status)
		? ''
		: ', which is no status that Personalize documents for an export job';
	if (ageSeconds < watch.deadlineSeconds) return `${standing}${unknown}`;
	return `${standing}${unknown}, past the deadline of ${formatDuration(watch.deadlineSeconds)}; it may still be running: Personalize has no call to stop an export job`;
};
