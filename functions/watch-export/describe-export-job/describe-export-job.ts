import type { DatasetExportJob, Observation, PollRequest } from '#contracts/watch.ts';
import { cutToCharacters } from '../../shared/text.ts';
import { endOf, explainStatus, isDocumented } from './explain-status.ts';

/** A `Cause` holds at most 32,768 characters, and the state's 256 KiB hold one reason of that length in any script. */
const MAX_REASON_CHARACTERS = 32_768;
const NO_STATUS = 'MISSING';
const NO_REASON = 'Personalize gave no failureReason';

/** Polls the job once: its fields, whether it is overdue, and how long to wait for the next poll. */
export const describeExportJob = async (
	{ watch, startedAt, executionArn, ...earlier }: PollRequest,
	{
		describe,
		pastDurations,
		now,
	}: {
		readonly describe: (datasetExportJobArn: string) => Promise<DatasetExportJob>;
		/** In seconds, newest first; empty if they cannot be had. */
		readonly pastDurations: (datasetArn: string) => Promise<readonly number[]>;
		readonly now: () => Date;
	},
): Promise<Required<Observation>> => {
	const job = await describe(watch.datasetExportJobArn);
	const observedAt = now();

	const createdAt = new Date(job.creationDateTime ?? startedAt);
	const ageSeconds = Math.max(0, (observedAt.getTime() - createdAt.getTime()) / 1000);
	const { deadlineSeconds, poll } = watch;
	const isOverdue = ageSeconds >= deadlineSeconds;
	const polls = earlier.polls + 1;
	const status = job.status ?? NO_STATUS;
	const { waitSeconds, forecast, explanation } =
		endOf(status) || isOverdue
			? { waitSeconds: 1, forecast: earlier.forecast, explanation: '' }
			: await (await loadPollPolicy()).schedulePoll(
					{
						datasetArn: job.datasetArn,
						deadlineSeconds,
						poll,
						executionArn,
						forecast: earlier.forecast,
						ageSeconds,
						polls,
					},
					pastDurations,
				);
	return {
		polls,
		unknownStatusPolls: isDocumented(status) ? 0 : earlier.unknownStatusPolls + 1,
		job: withReason(job),
		status,
		observedAt: observedAt.toISOString(),
		isOverdue,
		waitSeconds,
		forecast,
		explanation: `${explainStatus(watch, status, ageSeconds)}${explanation}`,
		isFailureReasonCut: (job.failureReason?.length ?? 0) > MAX_REASON_CHARACTERS,
	};
};

/** Loaded only for a wait: a cold start that finds the job ended does without the statistics. */
const loadPollPolicy = () => import('../poll-policy/schedule-poll.ts');

/** A failed job always has a reason in the state: the workflow's `CausePath` needs one. */
const withReason = (job: DatasetExportJob): DatasetExportJob => {
	if (endOf(job.status ?? '') === 'FAILED' && !job.failureReason?.trim()) return { ...job, failureReason: NO_REASON };
	if (job.failureReason === undefined) return job;
	return { ...job, failureReason: cutToCharacters(job.failureReason.toWellFormed(), MAX_REASON_CHARACTERS) };
};
