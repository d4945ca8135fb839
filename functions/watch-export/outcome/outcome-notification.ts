import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { NotificationRequest } from '#contracts/watch.ts';
import { describeError } from '../../shared/describe-error.ts';
import { MAX_REASON_CHARACTERS } from '../../shared/notification-body.ts';
import { cutToCharacters } from '../../shared/text.ts';
import { explainFailure, type FailureExplanation } from './explain-failure.ts';
import { isFoundLate, measure } from './measure.ts';
import { headlineOf, type NotificationFacts, textOf } from './notification-text.ts';

const actionNames = { record: 'RecordSuccess', notify: 'NotifySuccess', processing: 'StartProcessing' } as const;

/** From this the message and the event are made. */
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
	remedy: isProcessingStarted(actions)
		? 'The exported files are being processed; only the notification failed. Fix the cause. A new watch with {"replay": true} would notify again, but also process the files again.'
		: 'The exported files exist, but nothing processes them. Fix the cause, then start a new watch of the job with {"replay": true}.',
});

const isProcessingStarted = ({ record, processing }: NonNullable<NotificationRequest['actions']>): boolean =>
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
