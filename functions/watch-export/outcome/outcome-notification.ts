import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { AWS_CONSOLE } from '#contracts/vocabulary.ts';
import { MAX_REASON_CHARACTERS, type NotificationAttributes } from '../../shared/notification-body.ts';
import { cutToCharacters } from '../../shared/text.ts';
import type { FailedActions } from './explain-failed-actions.ts';
import { headlineOf, type NotificationFacts, textOf } from './notification-text.ts';

/**
 * From this the message and the event are made: what the record says, or that actions of a recorded success failed.
 *
 * @param linkedConsole `AWS_CONSOLE`, or the address of a console of Exportwatch
 */
export const outcomeNotificationOf = (
	record: ExportJobRecord,
	linkedConsole: string,
	failed?: FailedActions,
): OutcomeNotification => {
	const { outcome, failureReason, category, remedy, ownerExecutionArn: executionArn } = record;
	const reason = outcome === 'FAILED' ? failureReason : record.reason;
	const facts: NotificationFacts = {
		notificationId: failed?.notificationId ?? record.notificationId,
		outcome,
		actionsFailed: failed !== undefined,
		datasetExportJobArn: record.datasetExportJobArn,
		jobName: record.jobName,
		...pick(
			record,
			'datasetArn',
			'status',
			'creationDateTime',
			'lastUpdatedDateTime',
			'durationSeconds',
			'detectionSeconds',
		),
		...(category && { category }),
		...shorten(failed ?? { reason, remedy }),
		outputPath: record.jobOutput?.s3DataDestination?.path,
		polls: record.polls,
		executionArn,
		executionUrl: executionUrlOf(executionArn, linkedConsole),
		isReplay: record.isReplay,
		foundLate: record.foundLate,
	};
	return { ...facts, headline: headlineOf(facts), text: textOf(facts) };
};

/** By which subscribers filter the message. */
export const attributesOf = (notification: OutcomeNotification): NotificationAttributes => {
	const { outcome, actionsFailed, jobName, category, datasetArn, notificationId } = notification;
	return {
		outcome,
		actionsFailed: String(actionsFailed),
		jobName,
		notificationId,
		...(category && { category }),
		...(datasetArn && { datasetArn }),
	};
};

/** The fields that the record has. */
const pick = <Key extends keyof ExportJobRecord>(record: ExportJobRecord, ...keys: readonly Key[]) =>
	Object.fromEntries(keys.filter((key) => record[key] !== undefined).map((key) => [key, record[key]])) as Pick<
		ExportJobRecord,
		Key
	>;

const shorten = ({
	reason,
	remedy,
}: {
	readonly reason?: string | undefined;
	readonly remedy?: string | undefined;
}) => ({
	...(reason && { reason: cutToCharacters(reason, MAX_REASON_CHARACTERS) }),
	...(remedy && { remedy }),
});

const consoleHosts: Readonly<Record<string, string>> = {
	aws: 'console.aws.amazon.com',
	'aws-cn': 'console.amazonaws.cn',
	'aws-us-gov': 'console.amazonaws-us-gov.com',
};

const executionUrlOf = (executionArn: string, linkedConsole: string): string => {
	if (linkedConsole !== AWS_CONSOLE) return `${linkedConsole}watch?of=${executionArn}`;
	const [, partition = 'aws', , region = ''] = executionArn.split(':');
	const host = consoleHosts[partition] ?? consoleHosts.aws;
	return `https://${region}.${host}/states/home?region=${region}#/v2/executions/details/${executionArn}`;
};
