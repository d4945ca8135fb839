import * as z from 'zod/mini';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { caughtError, watchReport } from '#contracts/watch.ts';
import { describeError } from '../../shared/describe-error.ts';
import { cutToCharacters } from '../../shared/text.ts';
import { explainFailure, type FailureExplanation } from './explain-failure.ts';
import { isFoundLate, measure } from './measure.ts';
import { headlineOf, type NotificationFacts, textOf } from './notification-text.ts';

const branchResult = z.optional(z.object({ error: z.optional(caughtError) }));

/** The report of a watch, and what its actions made of a success, where that is what has to be told. */
export const notificationRequest = z.extend(watchReport, {
	actions: z.optional(z.object({ record: branchResult, notify: branchResult, processing: branchResult })),
});
export type NotificationRequest = z.output<typeof notificationRequest>;

/**
 * SNS and EventBridge allow 256 KiB. A message holds the reason nine times (in the text, and twice for each of four kinds
 * of machines), each character up to 7 bytes once it is escaped twice: 2,000 × 9 × 7 = 126,000. The record holds it whole.
 */
const MAX_REASON_CHARACTERS = 2_000;

const actionNames = { record: 'RecordSuccess', notify: 'NotifySuccess', processing: 'StartProcessing' } as const;

/** The one description of a watch's end from which the message and the event are made. */
export const outcomeNotificationOf = (request: NotificationRequest, now: Date): OutcomeNotification => {
	const { watch, observation, outcome, executionArn } = request;
	const { job, polls } = observation;
	const failure = request.actions ? explainFailedActions(request.actions) : explainFailure(request, now);
	const facts: NotificationFacts = {
		outcome,
		actionsFailed: request.actions !== undefined,
		datasetExportJobArn: watch.datasetExportJobArn,
		jobName: watch.jobName,
		datasetArn: job?.datasetArn,
		status: observation.status,
		...failure,
		...(failure.reason && { reason: cutToCharacters(failure.reason, MAX_REASON_CHARACTERS) }),
		outputPath: job?.jobOutput?.s3DataDestination?.path,
		creationDateTime: job?.creationDateTime,
		lastUpdatedDateTime: job?.lastUpdatedDateTime,
		...measure(request),
		polls,
		executionArn,
		executionUrl: consoleUrlOf(executionArn),
		isReplay: watch.replay,
		foundLate: isFoundLate(request),
	};
	return { ...facts, headline: headlineOf(facts), text: textOf(facts) };
};

const explainFailedActions = (actions: NonNullable<NotificationRequest['actions']>): FailureExplanation => ({
	reason: Object.entries(actionNames)
		.flatMap(([key, name]) => {
			const error = actions[key as keyof typeof actionNames]?.error;
			return error ? [`${name} failed: ${describeError(error)}`] : [];
		})
		.join('; '),
	remedy: isStarted(actions)
		? 'The exported files are being processed; only telling so failed. Mend the cause; {"replay": true} would tell it and process them again.'
		: 'The exported files are there, but nothing processes them. Mend the cause, then start a watch of the job again with {"replay": true}.',
});

const isStarted = ({ record, processing }: NonNullable<NotificationRequest['actions']>): boolean =>
	record?.error === undefined && processing?.error === undefined;

const consoleHosts: Readonly<Record<string, string>> = {
	aws: 'console.aws.amazon.com',
	'aws-cn': 'console.amazonaws.cn',
	'aws-us-gov': 'console.amazonaws-us-gov.com',
};

const consoleUrlOf = (executionArn: string): string => {
	const [, partition = 'aws', , region = ''] = executionArn.split(':');
	const host = consoleHosts[partition] ?? consoleHosts.aws;
	return `https://${region}.${host}/states/home?region=${region}#/v2/executions/details/${executionArn}`;
};
