import type { DatasetExportJob, Observation, PollRequest } from '#contracts/watch.ts';
import { endOf, explainStatus, isDocumented } from './explain-status.ts';
import { fitState, isReasonCut } from './fit-state.ts';

const NO_STATUS = 'MISSING';

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
	const described = await describe(watch.datasetExportJobArn);
	const observedAt = now();

	const job = fitState(described);
	// A job is there before its watch: a creation in the future would put the deadline off for ever.
	const createdAt = Math.min(Date.parse(job.creationDateTime ?? startedAt), Date.parse(startedAt));
	const ageSeconds = Math.max(0, (observedAt.getTime() - createdAt) / 1000);
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
		job,
		status,
		observedAt: observedAt.toISOString(),
		isOverdue,
		waitSeconds,
		forecast,
		explanation: `${explainStatus(watch, status, ageSeconds)}${explanation}`,
		isFailureReasonCut: isReasonCut(described, job),
	};
};

/** Loaded only for a wait: a cold start that finds the job ended does without the statistics. */
const loadPollPolicy = () => import('../poll-policy/schedule-poll.ts');
