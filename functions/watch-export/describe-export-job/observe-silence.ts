import { TRANSIENT_ATTEMPTS } from '#contracts/vocabulary.ts';
import type { PollRequest } from '#contracts/watch.ts';
import { formatDuration } from '../../shared/text.ts';
import { UnansweredUntilDeadline } from '../errors.ts';
import { ageOf } from './job-age.ts';
import { waitForAnswer } from './wait-for-answer.ts';

/**
 * What changes in the observation when a poll was not answered: when to poll again.
 *
 * @throws UnansweredUntilDeadline if the deadline has passed, and as many polls in a row as any step is tried were in vain
 */
export const observeSilence = (request: PollRequest, error: Error, polls: number, at: Date) => {
	const { executionArn, watch, job, startedAt, observedAt = startedAt } = request;
	const { ageSeconds, secondsToDeadline } = ageOf(job, request, at);
	const unansweredPolls = request.unansweredPolls + 1;
	const silentSeconds = Math.max(0, (at.getTime() - Date.parse(observedAt)) / 1000);
	const silence = `no answer to ${unansweredPolls} ${unansweredPolls === 1 ? 'poll' : 'polls'} for ${formatDuration(silentSeconds)}`;
	if (secondsToDeadline === 0 && unansweredPolls >= TRANSIENT_ATTEMPTS) {
		const until = `until the deadline of ${formatDuration(watch.deadlineSeconds)} had passed`;
		throw new UnansweredUntilDeadline(`${silence}, ${until}`, job.status, error);
	}
	const waitSeconds = waitForAnswer({
		executionArn,
		ageSeconds,
		secondsToDeadline,
		silentSeconds,
		polls,
		unansweredPolls,
		maxSeconds: watch.poll.maxSeconds,
	});
	return {
		unansweredPolls,
		observedAt,
		isOverdue: false,
		waitSeconds,
		secondsToDeadline,
		explanation: `${watch.jobName}: ${silence}: ${error.message}; polling again in ${formatDuration(waitSeconds)}`,
	};
};
