import { createHash } from 'node:crypto';
import type { ExportsStopped } from '#contracts/exports.ts';
import { EXPORTS_STOPPED_DETAIL_TYPE } from '#contracts/vocabulary.ts';
import { describeError } from '../../shared/describe-error.ts';
import {
	layOutText,
	MAX_REASON_CHARACTERS,
	messageOf,
	type NotificationAttributes,
	subjectOf,
} from '../../shared/notification-body.ts';
import type { StoppedExecution } from '../../shared/stopped-execution.ts';
import { cutToCharacters } from '../../shared/text.ts';

interface Dependencies {
	readonly putEvent: (detailType: string, resource: string, detail: ExportsStopped) => Promise<string>;
	readonly publish: (subject: string, message: string, attributes: NotificationAttributes) => Promise<string>;
}

const REMEDY =
	'The watches that it had started are stopped too, and each is notified. A sweep starts a watch of every other job that it had created. Start ExportDatasets again for the datasets without a job.';

/** Notifies machines, then people, that an execution of ExportDatasets was stopped, timed out or failed by itself. */
export const notifyStoppedExports = async (
	execution: StoppedExecution,
	{ putEvent, publish }: Dependencies,
): Promise<ExportsStopped> => {
	const notification = notificationOf(execution);
	const { outcome, notificationId, executionArn } = notification;
	await putEvent(EXPORTS_STOPPED_DETAIL_TYPE, executionArn, notification);
	await publish(subjectOf(notification), messageOf(notification), { outcome, notificationId });
	return notification;
};

const notificationOf = ({ executionArn, name, startedAt, error }: StoppedExecution): ExportsStopped => {
	const headline = `Execution ${name} of ExportDatasets stopped before its exports ended`;
	const reason = cutToCharacters(describeError(error), MAX_REASON_CHARACTERS);
	return {
		notificationId: createHash('sha256').update(`EXPORTS_STOPPED ${executionArn}`).digest('hex').slice(0, 32),
		outcome: 'EXPORTS_STOPPED',
		headline,
		text: layOutText(
			[`${headline}.`],
			[
				['Why', reason],
				['What to do', REMEDY],
				['Started', startedAt],
				['Execution', executionArn],
			],
		),
		reason,
		remedy: REMEDY,
		startedAt,
		executionArn,
	};
};
