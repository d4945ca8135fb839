import { z } from 'zod';
import { breakageInWords } from './breakage.ts';
import { caughtError, type FailureCategory, type Outcome, observation, outcome, watch } from './contracts.ts';
import { classifyFailure } from './failure-reasons.ts';
import { inWords } from './text.ts';

/** What a watch knows when it ends: the input of the steps that record and tell. */
export const watchReport = z.object({
	outcome,
	executionArn: z.string(),
	startedAt: z.iso.datetime(),
	watch,
	observation,
	breakage: caughtError.optional(),
});
export type WatchReport = z.output<typeof watchReport>;

/** Why the watch did not end in success: in words, sorted, and with what to do. Empty after a success. */
export interface Verdict {
	readonly reason?: string;
	readonly category?: FailureCategory;
	readonly remedy?: string;
}

/** What the Retry blocks of watch-export.asl.json retry, and how often in all; held equal by a test. */
export const TRANSIENT_ERRORS: readonly string[] = [
	'ServiceThrottled',
	'ServiceUnavailable',
	'OutcomeEventRefused',
	'Lambda.ServiceException',
	'Lambda.AWSLambdaException',
	'Lambda.SdkClientException',
	'Lambda.ClientExecutionTimeoutException',
	'Lambda.TooManyRequestsException',
	'States.Timeout',
];
export const TRANSIENT_ATTEMPTS = 13;

export const judge = (report: WatchReport, now: Date): Verdict => verdicts[report.outcome](report, now);

const verdicts: Readonly<Record<Outcome, (report: WatchReport, now: Date) => Verdict>> = {
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
	BROKEN: ({ breakage, observation, startedAt }, now) => ({
		reason: breakage
			? `${breakageInWords(breakage)}${effort(breakage.Error, observation.observedAt ?? startedAt, now)}`
			: '',
		remedy: remedyOfBreakage(breakage?.Error),
	}),
};

/** How often and how long it was tried, for errors that are retried. */
const effort = (error: string, since: string, now: Date): string =>
	TRANSIENT_ERRORS.includes(error)
		? ` (tried ${TRANSIENT_ATTEMPTS} times; no answer for ${inWords((now.getTime() - Date.parse(since)) / 1000)})`
		: '';

const remedyOfBreakage = (error: string | undefined): string => {
	switch (error) {
		case 'DatasetExportJobNotFound':
			return 'Check the ARN: the job does not exist in this account and Region. Start a new watch with the right one.';
		case 'DescribeRefused':
			return 'Allow personalize:DescribeDatasetExportJob on the job to the function’s role, then start a new watch.';
		case 'ServiceThrottled':
			return 'Personalize refuses more requests: look for other pollers in the account, then start a new watch.';
		case 'UnknownStatus':
			return 'Look at the job with DescribeDatasetExportJob; if the status is a new one of Personalize, Exportwatch must learn it. The job itself may be well.';
		default:
			return 'The export job itself may be well: look at it with DescribeDatasetExportJob, then start a new watch.';
	}
};

/** Seconds from the job's creation to its last update, and from there to the look that saw it; where both ends are known. */
export const measure = ({
	observation: { job, observedAt },
}: WatchReport): { readonly durationSeconds?: number; readonly detectionSeconds?: number } => ({
	...secondsBetween('durationSeconds', job?.creationDateTime, job?.lastUpdatedDateTime),
	...secondsBetween('detectionSeconds', job?.lastUpdatedDateTime, observedAt),
});

const secondsBetween = <Name extends string>(
	name: Name,
	from: string | undefined,
	to: string | undefined,
): { readonly [key in Name]?: number } => {
	if (!from || !to) return {};
	return { [name]: Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000) } as { [key in Name]: number };
};
