import { createHash } from 'node:crypto';
import type { DatasetNotification } from '#contracts/dataset.ts';
import type { ProcessingInput, ProcessingReport } from '#contracts/processing.ts';
import { describeError } from '../../shared/describe-error.ts';
import type { StepInputInvalid } from '../../shared/errors.ts';
import { layOutText, MAX_REASON_CHARACTERS } from '../../shared/notification-body.ts';
import { cutToCharacters, formatDuration } from '../../shared/text.ts';
import type * as errors from '../errors.ts';
import { REJECTS_FOLDER } from '../staging.ts';

type ErrorName = InstanceType<(typeof errors)[keyof typeof errors]>['name'] | StepInputInvalid['name'];

/** For the errors that a person fixes in the data; all others need a change of the deployment. */
const remedies: Readonly<Partial<Record<ErrorName, string>>> = {
	StepInputInvalid: 'Start the processing with an input that fits docs/contracts/processing-input.schema.json.',
	ManifestMismatch: 'Start the processing again with the job and the manifest of one export.',
	FileListedTwice: 'Start a new watch of the job with {"replay": true}: it writes a new manifest.',
	SourceChanged: 'Start a new watch of the job with {"replay": true}: it lists the files again.',
	SourceVanished: 'Put the file back and start the processing again with the same input, or export again.',
	ForeignFile: 'Move the file away, then start a new watch of the job with {"replay": true}.',
	DatasetReplaced:
		'The dataset of the other run stands. If you want this one instead, start the processing again with the same input.',
	TooManyRejects: 'Look at the rejected rows. Correct the data or the dataset’s schema, or raise the tolerated share.',
	RequiredColumnMissing: 'Correct the dataset, or move the file away if it does not belong to the export.',
};
const ANY_REMEDY =
	'Fix the cause, then start a new watch of the job: it processes the files again. A processing that you started yourself, start again with the same input.';

/** From this the message, the event and the entry on the job's record are made. Without an input if it is invalid. */
export const datasetNotificationOf = (
	report: ProcessingReport,
	input: ProcessingInput | undefined,
	now: Date,
): DatasetNotification => {
	const { outcome, executionArn, startedAt, dataset, error } = report;
	const facts = {
		notificationId: notificationIdOf(input?.datasetExportJobArn ?? '', outcome, executionArn),
		outcome,
		...(input && { datasetExportJobArn: input.datasetExportJobArn, jobName: input.jobName }),
		...(input?.datasetArn && { datasetArn: input.datasetArn }),
		...dataset,
		seconds: Math.max(0, (now.getTime() - Date.parse(startedAt)) / 1000),
		...(error && { reason: reasonOf(error), remedy: remedyOf(reasonOf(error)) }),
		executionArn,
	};
	return { ...facts, headline: headlineOf(facts), text: textOf(facts) };
};

const notificationIdOf = (...parts: readonly string[]): string =>
	createHash('sha256')
		.update(['DATASET', ...parts].join(' '))
		.digest('hex')
		.slice(0, 32);

type Facts = Omit<DatasetNotification, 'headline' | 'text'>;

const reasonOf = (error: NonNullable<ProcessingReport['error']>): string =>
	cutToCharacters(describeError(error), MAX_REASON_CHARACTERS);

/** By the error's name anywhere in the reason: BatchesFailed repeats the errors of the batches. */
const remedyOf = (reason: string): string =>
	Object.entries(remedies).find(([name]) => reason.includes(`${name}: `))?.[1] ?? ANY_REMEDY;

const headlineOf = ({ outcome, jobName, rows = 0 }: Facts): string => {
	if (!jobName) return 'ProcessExport FAILED: its input is invalid';
	return outcome === 'READY'
		? `Dataset of ${jobName} is ready: ${rows.toLocaleString('en')} rows`
		: `Processing of ${jobName} FAILED; the export itself is not affected`;
};

const textOf = (facts: Facts): string => {
	const { rows, columns, parts, bytes, rejectedRows, seconds, location } = facts;
	return layOutText(
		[`${headlineOf(facts)}.`],
		[
			['Why', facts.reason],
			['What to do', facts.remedy],
			['Dataset', location],
			['Rows', rows?.toLocaleString('en')],
			['Rejected', rejectedRows ? `${rejectedRows.toLocaleString('en')} rows, in ${REJECTS_FOLDER}` : undefined],
			['Columns', columns?.toLocaleString('en')],
			['Bytes', bytes === undefined ? undefined : `${bytes.toLocaleString('en')} in ${parts} parts`],
			['Took', formatDuration(seconds)],
			['Job', facts.datasetExportJobArn],
			['Execution', facts.executionArn],
		],
	);
};
