import type { FailureCategory } from '#contracts/export-job-record.ts';
import type { Outcome } from '#contracts/vocabulary.ts';
import type { Observation, WatchReport } from '#contracts/watch.ts';
import { describeError } from '../../shared/describe-error.ts';
import type * as errors from '../../shared/errors.ts';
import { formatDuration } from '../../shared/text.ts';
import { TRANSIENT_ATTEMPTS, TRANSIENT_ERRORS } from '../../shared/transient-errors.ts';
import { classifyFailure } from './classify-failure.ts';

/** Why a watch did not end in success, and what to do about it. Empty after a success. */
export interface FailureExplanation {
	readonly reason?: string;
	readonly category?: FailureCategory;
	readonly remedy?: string;
}

export const explainFailure = (report: WatchReport, now: Date): FailureExplanation =>
	explainers[report.outcome](report, now);

const explainers: Readonly<Record<Outcome, (report: WatchReport, now: Date) => FailureExplanation>> = {
	SUCCEEDED: () => ({}),
	FAILED: ({ observation }) => {
		const reason = observation.job?.failureReason ?? '';
		return { reason, ...classifyFailure(reason) };
	},
	TIMED_OUT: ({ observation }) => ({
		reason: observation.explanation ?? '',
		remedy:
			'Look at the job with DescribeDatasetExportJob. If it is still running, start a new watch with a larger deadlineSeconds; if it hangs, open a support case with the job ARN.',
	}),
	BROKEN: ({ watchError, observation, startedAt }, now) =>
		watchError
			? {
					reason: `${describeError(watchError)}${describeRetries(watchError.Error, firstTriedAt(observation, startedAt), now)}`,
					remedy: remedies[watchError.Error as WatchErrorName] ?? ANY_REMEDY,
				}
			: { reason: '', remedy: ANY_REMEDY },
};

/** The error that broke a watch. The last two come from RecordStoppedWatch and from the definition. */
type WatchErrorName = InstanceType<(typeof errors)[keyof typeof errors]>['name'] | 'WatchStopped' | 'UnknownStatus';

const remedies: Readonly<Partial<Record<WatchErrorName, string>>> = {
	DatasetExportJobNotFound:
		'Check the ARN: this account and Region have no such job. Start a new watch with the right ARN.',
	DescribeRefused:
		'Allow the role of the function DescribeExportJob to call personalize:DescribeDatasetExportJob on the job, then start a new watch.',
	ServiceThrottled:
		'Personalize accepts no more requests: find what else polls in this account, then start a new watch.',
	WatchStopped: 'The export job continues. If you need to know how it ends, start a new watch.',
	UnknownStatus:
		'Look up the status in the Personalize documentation: if it is new, tell the maintainers of Exportwatch. The job itself may be fine.',
};
const ANY_REMEDY = 'The job itself may be fine: look at it with DescribeDatasetExportJob, then start a new watch.';

/** When the poll that broke the watch was first tried, in epoch milliseconds: after the wait that followed the last one. */
const firstTriedAt = ({ observedAt, waitSeconds = 0 }: Observation, startedAt: string): number =>
	observedAt ? Date.parse(observedAt) + waitSeconds * 1000 : Date.parse(startedAt);

const describeRetries = (error: string, since: number, now: Date): string =>
	TRANSIENT_ERRORS.includes(error)
		? ` (tried ${TRANSIENT_ATTEMPTS} times; no answer for ${formatDuration((now.getTime() - since) / 1000)})`
		: '';
