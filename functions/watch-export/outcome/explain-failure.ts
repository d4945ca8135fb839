import type { FailureCategory } from '#contracts/export-job-record.ts';
import type { Observation, Outcome, WatchReport } from '#contracts/watch.ts';
import { describeError } from '../../shared/describe-error.ts';
import { formatDuration } from '../../shared/text.ts';
import { TRANSIENT_ATTEMPTS, TRANSIENT_ERRORS } from '../../shared/transient-errors.ts';
import { classifyFailure } from './classify-failure.ts';

/** Why the watch did not end in success: in words, sorted, and with what to do. Empty after a success. */
export interface FailureExplanation {
	readonly reason?: string;
	readonly category?: FailureCategory;
	readonly remedy?: string;
}

export const explainFailure = (report: WatchReport, now: Date): FailureExplanation =>
	explanations[report.outcome](report, now);

const explanations: Readonly<Record<Outcome, (report: WatchReport, now: Date) => FailureExplanation>> = {
	SUCCEEDED: () => ({}),
	FAILED: ({ observation }) => {
		const reason = observation.job?.failureReason ?? '';
		return { reason, ...classifyFailure(reason) };
	},
	TIMED_OUT: ({ observation }) => ({
		reason: observation.explanation ?? '',
		remedy:
			'Look at the job with DescribeDatasetExportJob; if it is still running, start a new watch with a larger deadlineSeconds; if it hangs, open a support case with the job ARN.',
	}),
	BROKEN: ({ watchError, observation, startedAt }, now) => ({
		reason: watchError
			? `${describeError(watchError)}${effort(watchError.Error, expectedAt(observation, startedAt), now)}`
			: '',
		remedy: remedyOfWatchError(watchError?.Error),
	}),
};

/** When the look that broke the watch began to be tried, in epoch milliseconds: after the wait of the last one. */
const expectedAt = ({ observedAt, waitSeconds = 0 }: Observation, startedAt: string): number =>
	observedAt ? Date.parse(observedAt) + waitSeconds * 1000 : Date.parse(startedAt);

/** How often and how long it was tried, for errors that are retried. */
const effort = (error: string, since: number, now: Date): string =>
	TRANSIENT_ERRORS.includes(error)
		? ` (tried ${TRANSIENT_ATTEMPTS} times; no answer for ${formatDuration((now.getTime() - since) / 1000)})`
		: '';

const remedyOfWatchError = (error: string | undefined): string => {
	switch (error) {
		case 'DatasetExportJobNotFound':
			return 'Check the ARN: the job does not exist in this account and Region. Start a new watch with the right one.';
		case 'DescribeRefused':
			return 'Allow personalize:DescribeDatasetExportJob on the job to the function’s role, then start a new watch.';
		case 'ServiceThrottled':
			return 'Personalize refuses more requests: look for other pollers in the account, then start a new watch.';
		case 'WatchStopped':
			return 'The export job goes on all the same. Start a new watch if its end still matters.';
		case 'UnknownStatus':
			return 'Look at the job with DescribeDatasetExportJob; if the status is a new one of Personalize, Exportwatch must learn it. The job itself may be well.';
		default:
			return 'The export job itself may be well: look at it with DescribeDatasetExportJob, then start a new watch.';
	}
};
