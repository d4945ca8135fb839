import type { DatasetNotification } from '#contracts/dataset.ts';
import type { ProcessingInput, ProcessingReport } from '#contracts/processing.ts';
import { describeError } from '../../shared/describe-error.ts';
import { cutToCharacters, formatDuration } from '../../shared/text.ts';

/** As for the notices of a watch: nine times in a message, escaped twice. */
const MAX_REASON_CHARACTERS = 2_000;

/** Errors of ours that a person mends in the data; all others in the deployment. */
const remedies: Readonly<Record<string, string>> = {
	SourceChanged: 'Start a watch of the job again with {"replay": true}: the files are listed anew.',
	SourceVanished: 'Put the file back, or export again.',
	ForeignFile: 'Move the file away, then start a watch of the job again with {"replay": true}.',
	TooManyRejects: 'Look at the rejects, mend the dataset’s schema or its data, or raise the tolerated share.',
	RequiredColumnMissing: 'Mend the dataset, or move the file away if it is no part of the export.',
};
const ANY_REMEDY = 'Mend the cause, then start the processing again with the same input.';

/** The one description of a processing's end from which the message, the event and the note on the record are made. */
export const datasetNotificationOf = (
	report: ProcessingReport,
	input: ProcessingInput,
	now: Date,
): DatasetNotification => {
	const { outcome, executionArn, startedAt, dataset, error } = report;
	const facts = {
		outcome,
		datasetExportJobArn: input.datasetExportJobArn,
		jobName: input.jobName,
		...(input.datasetArn && { datasetArn: input.datasetArn }),
		...dataset,
		seconds: Math.max(0, (now.getTime() - Date.parse(startedAt)) / 1000),
		...(error && { reason: reasonOf(error), remedy: remedyOf(reasonOf(error)) }),
		executionArn,
	};
	return { ...facts, headline: headlineOf(facts), text: textOf(facts) };
};

type Facts = Omit<DatasetNotification, 'headline' | 'text'>;

const reasonOf = (error: NonNullable<ProcessingReport['error']>): string =>
	cutToCharacters(describeError(error), MAX_REASON_CHARACTERS);

const remedyOf = (reason: string): string =>
	Object.entries(remedies).find(([name]) => reason.includes(`${name}: `))?.[1] ?? ANY_REMEDY;

const headlineOf = ({ outcome, jobName, rows = 0 }: Facts): string =>
	outcome === 'READY'
		? `Dataset of ${jobName} is ready: ${rows.toLocaleString('en')} rows`
		: `Processing of ${jobName} FAILED; the export itself is as it was`;

const textOf = (facts: Facts): string => {
	const { rows, columns, parts, bytes, rejectedRows, seconds, location } = facts;
	const lines: readonly (readonly [string, string | undefined])[] = [
		['Why', facts.reason],
		['What to do', facts.remedy],
		['Dataset', location],
		['Rows', rows?.toLocaleString('en')],
		['Rejected', rejectedRows ? `${rejectedRows.toLocaleString('en')} rows, in _rejects/` : undefined],
		['Columns', columns?.toLocaleString('en')],
		['Bytes', bytes === undefined ? undefined : `${bytes.toLocaleString('en')} in ${parts} parts`],
		['Took', formatDuration(seconds)],
		['Job', facts.datasetExportJobArn],
		['Execution', facts.executionArn],
	];
	const shown = lines.filter(([, value]) => value).map(([name, value]) => `${name.padEnd(11)} ${value}`);
	return [`${headlineOf(facts)}.`, '', ...shown, ''].join('\n');
};
