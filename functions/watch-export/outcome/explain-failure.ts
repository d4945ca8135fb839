import type { FailureCategory } from '#contracts/export-job-record.ts';
import { type Outcome, TRANSIENT_ERRORS } from '#contracts/vocabulary.ts';
import type { WatchReport } from '#contracts/watch.ts';
import { describeError } from '../../shared/describe-error.ts';
import type * as sharedErrors from '../../shared/errors.ts';
import { formatDuration } from '../../shared/text.ts';
import type * as errors from '../errors.ts';
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
	BROKEN: (report, now) => {
		const { watchError } = report;
		return watchError
			? {
					reason: `${describeError(watchError)}${describeOutage(report, now)}`,
					remedy: remedies[watchError.Error as WatchErrorName] ?? ANY_REMEDY,
				}
			: { reason: '', remedy: ANY_REMEDY };
	},
};

type Errors = typeof sharedErrors & typeof errors;

/** The error that broke a watch. The last ones come from Lambda, from RecordStoppedWatch and from the definition. */
type WatchErrorName =
	| InstanceType<Errors[keyof Errors]>['name']
	| 'Lambda.TooManyRequestsException'
	| 'WatchStopped'
	| 'UnknownStatus';

const remedies: Readonly<Partial<Record<WatchErrorName, string>>> = {
	DatasetExportJobNotFound:
		'Check the ARN: this account and Region have no such job. Start a new watch with the right ARN.',
	DescribeRefused:
		'Allow the role of the function DescribeExportJob to call personalize:DescribeDatasetExportJob on the job, then start a new watch.',
	UnansweredUntilDeadline:
		'Look at the job with DescribeDatasetExportJob. If Personalize throttles, find what else calls it in this account, then start a new watch with a larger deadlineSeconds.',
	'Lambda.TooManyRequestsException':
		'Lambda runs no more functions of this account at a time: find what uses them, or ask for a higher quota. Then start a new watch with a larger deadlineSeconds.',
	WatchStopped: 'The export job continues. If you need to know how it ends, start a new watch.',
	UnknownStatus:
		'Look up the status in the Personalize documentation: if it is new, tell the maintainers of Exportwatch. The job itself may be fine.',
};
const ANY_REMEDY = 'The job itself may be fine: look at it with DescribeDatasetExportJob, then start a new watch.';

const describeOutage = (
	{ observation: { outage, observedAt }, startedAt, watchError }: WatchReport,
	now: Date,
): string => {
	if (!outage || !TRANSIENT_ERRORS.includes(watchError?.Error ?? '')) return '';
	const silentSeconds = (now.getTime() - Date.parse(observedAt ?? startedAt)) / 1000;
	return ` (tried ${outage.attempt - 1} times; no answer for ${formatDuration(silentSeconds)}, until the deadline had passed)`;
};
