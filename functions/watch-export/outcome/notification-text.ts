import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { formatDuration } from '../../shared/text.ts';

/** A notice before it is put into words. */
export type NotificationFacts = Omit<OutcomeNotification, 'headline' | 'text'>;

export const headlineOf = ({ outcome, actionsFailed, jobName, durationSeconds }: NotificationFacts): string => {
	const after = durationSeconds === undefined ? '' : ` after ${formatDuration(durationSeconds)}`;
	if (actionsFailed) return `Export ${jobName} succeeded, but its actions failed`;
	switch (outcome) {
		case 'SUCCEEDED':
			return `Export ${jobName} succeeded${after}`;
		case 'FAILED':
			return `Export ${jobName} FAILED${after}`;
		case 'TIMED_OUT':
			return `Watch of export ${jobName} timed out; the job may still be running`;
		case 'BROKEN':
			return `Watch of export ${jobName} broke; how the job ended is not known`;
	}
};

/** What one reads at 3 a.m.: what ended how, why, and what to do. */
export const textOf = (facts: NotificationFacts): string => {
	const { durationSeconds, detectionSeconds, outcome, outputPath } = facts;
	const lines: readonly (readonly [string, string | undefined])[] = [
		['Why', facts.reason],
		['What to do', facts.remedy],
		['Job', facts.datasetExportJobArn],
		['Dataset', facts.datasetArn],
		['Status', facts.status],
		['Took', durationSeconds === undefined ? undefined : formatDuration(durationSeconds)],
		[
			'Seen',
			detectionSeconds === undefined ? undefined : `${formatDuration(detectionSeconds)} later, at look ${facts.polls}`,
		],
		[outcome === 'SUCCEEDED' ? 'Files' : 'Output', outputPath],
		['Execution', facts.executionArn],
		['', facts.executionUrl],
	];
	const rows = lines.filter(([, value]) => value).map(([name, value]) => `${name.padEnd(11)} ${value}`);
	const remarks = [
		...(facts.isReplay ? ['(Told again on purpose.)'] : []),
		...(facts.foundLate ? ['(Found late: it had ended with nobody watching.)'] : []),
	];
	return [[`${headlineOf(facts)}.`, ...remarks].join(' '), '', ...rows, ''].join('\n');
};
