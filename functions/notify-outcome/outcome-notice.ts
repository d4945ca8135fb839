import * as z from 'zod/mini';
import { breakageInWords } from '../shared/breakage.ts';
import type { OutcomeNotice } from '../shared/contracts/outcome-notice.ts';
import { caughtError, watchReport } from '../shared/contracts/watch.ts';
import { isFoundLate, measure } from '../shared/measure.ts';
import { cutToCharacters } from '../shared/text.ts';
import { judge, type Verdict } from '../shared/verdict.ts';
import { headlineOf, type NoticeFacts, textOf } from './notice-text.ts';

const branchResult = z.optional(z.object({ error: z.optional(caughtError) }));

/** The report of a watch, and what its handlers made of a success, where that is what has to be told. */
export const noticeRequest = z.extend(watchReport, {
	handlers: z.optional(z.object({ record: branchResult, notify: branchResult, processing: branchResult })),
});
export type NoticeRequest = z.output<typeof noticeRequest>;

/**
 * SNS and EventBridge allow 256 KiB. A message holds the reason nine times (in the text, and twice for each of four kinds
 * of machines), each character up to 7 bytes once it is escaped twice: 2,000 × 9 × 7 = 126,000. The record holds it whole.
 */
const MAX_REASON_CHARACTERS = 2_000;

const handlerNames = { record: 'RecordSuccess', notify: 'NotifySuccess', processing: 'StartProcessing' } as const;

/** The one description of a watch's end from which the message and the event are made. */
export const outcomeNoticeOf = (request: NoticeRequest, now: Date): OutcomeNotice => {
	const { watch, observation, outcome, executionArn } = request;
	const { job, looks } = observation;
	const verdict = request.handlers ? judgeHandlers(request.handlers) : judge(request, now);
	const facts: NoticeFacts = {
		outcome,
		handlersFailed: request.handlers !== undefined,
		datasetExportJobArn: watch.datasetExportJobArn,
		jobName: watch.jobName,
		datasetArn: job?.datasetArn,
		status: observation.status,
		...verdict,
		...(verdict.reason && { reason: cutToCharacters(verdict.reason, MAX_REASON_CHARACTERS) }),
		outputPath: job?.jobOutput?.s3DataDestination?.path,
		creationDateTime: job?.creationDateTime,
		lastUpdatedDateTime: job?.lastUpdatedDateTime,
		...measure(request),
		looks,
		executionArn,
		executionUrl: consoleUrlOf(executionArn),
		isReplay: watch.replay,
		foundLate: isFoundLate(request),
	};
	return { ...facts, headline: headlineOf(facts), text: textOf(facts) };
};

const judgeHandlers = (handlers: NonNullable<NoticeRequest['handlers']>): Verdict => ({
	reason: Object.entries(handlerNames)
		.flatMap(([key, name]) => {
			const error = handlers[key as keyof typeof handlerNames]?.error;
			return error ? [`${name} failed: ${breakageInWords(error)}`] : [];
		})
		.join('; '),
	remedy: isStarted(handlers)
		? 'The exported files are being processed; only telling so failed. Mend the cause; {"replay": true} would tell it and process them again.'
		: 'The exported files are there, but nothing processes them. Mend the cause, then start a watch of the job again with {"replay": true}.',
});

const isStarted = ({ record, processing }: NonNullable<NoticeRequest['handlers']>): boolean =>
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
