import type { DatasetExportJob, Forecast, Observation, PollRequest } from '#contracts/watch.ts';
import { isTransient } from '../../shared/transient-errors.ts';
import type { PastDurations } from '../poll-policy/schedule-poll.ts';
import { endOf, explainStatus, isDocumented } from './explain-status.ts';
import { fitState, isReasonCut } from './fit-state.ts';
import { ageOf } from './job-age.ts';
import { observeSilence } from './observe-silence.ts';

const NO_STATUS = 'MISSING';

/** The workflow itself counts the attempts in an outage. */
export interface PollResult extends Required<Omit<Observation, 'outage' | 'forecast'>> {
	/** Empty if there is none. */
	readonly forecast: Forecast | Record<string, never>;
}

/**
 * Polls the job once: its fields, whether it is overdue, and how long to wait for the next poll. That a poll was not answered
 * is a result like any other until the deadline.
 *
 * @throws UnansweredUntilDeadline, and whatever `describe` throws that is not transient
 */
export const describeExportJob = async (
	request: PollRequest,
	{
		describe,
		pastDurations,
		now,
	}: {
		readonly describe: (datasetExportJobArn: string) => Promise<DatasetExportJob>;
		readonly pastDurations: PastDurations;
		readonly now: () => Date;
	},
): Promise<PollResult> => {
	const { watch, executionArn, ...earlier } = request;
	const answer = await describe(watch.datasetExportJobArn).catch((error: Error) => error);
	const polls = earlier.polls + earlier.attempt;
	if (answer instanceof Error) {
		if (!isTransient(answer)) throw answer;
		const { unknownStatusPolls, job } = earlier;
		const forecast = earlier.forecast ?? {};
		const seen = { unknownStatusPolls, forecast, job, status: job.status ?? NO_STATUS, isFailureReasonCut: false };
		return { polls, ...seen, ...observeSilence(request, answer, polls, now()) };
	}

	const observedAt = now();
	const job = fitState(answer);
	const { ageSeconds, secondsToDeadline } = ageOf(job, request, observedAt);
	const { deadlineSeconds, poll } = watch;
	const isOverdue = secondsToDeadline === 0;
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
		unansweredPolls: 0,
		unknownStatusPolls: isDocumented(status) ? 0 : earlier.unknownStatusPolls + 1,
		job,
		status,
		observedAt: observedAt.toISOString(),
		isOverdue,
		waitSeconds,
		secondsToDeadline,
		forecast: forecast ?? {},
		explanation: `${explainStatus(watch, status, ageSeconds)}${explanation}`,
		isFailureReasonCut: isReasonCut(answer, job),
	};
};

/** Loaded only for a wait: a cold start that finds the job ended does without the statistics. */
const loadPollPolicy = () => import('../poll-policy/schedule-poll.ts');
