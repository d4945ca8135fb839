import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import type { Outcome } from '#contracts/vocabulary.ts';
import { layOutText } from '../../shared/notification-body.ts';
import { formatDuration } from '../../shared/text.ts';

/** A notification without its texts. */
export type NotificationFacts = Omit<OutcomeNotification, 'headline' | 'text'>;

export const headlineOf = ({ outcome, actionsFailed, jobName, durationSeconds }: NotificationFacts): string => {
	if (actionsFailed) return `Export ${jobName} succeeded, but its actions failed`;
	return headlines[outcome](jobName, durationSeconds === undefined ? '' : ` after ${formatDuration(durationSeconds)}`);
};

const headlines: Readonly<Record<Outcome, (jobName: string, afterDuration: string) => string>> = {
	SUCCEEDED: (jobName, afterDuration) => `Export ${jobName} succeeded${afterDuration}`,
	FAILED: (jobName, afterDuration) => `Export ${jobName} FAILED${afterDuration}`,
	TIMED_OUT: (jobName) => `Watch of export ${jobName} timed out; the job may still be running`,
	BROKEN: (jobName) => `Watch of export ${jobName} broke; how the job ended is not known`,
};

export const textOf = (facts: NotificationFacts): string => {
	const { durationSeconds, detectionSeconds, outcome } = facts;
	return layOutText(
		[
			`${headlineOf(facts)}.`,
			...(facts.isReplay ? ['(Sent again because of a replay.)'] : []),
			...(facts.foundLate ? ['(Found late: the job ended before anybody watched it.)'] : []),
		],
		[
			['Why', facts.reason],
			['What to do', facts.remedy],
			['Job', facts.datasetExportJobArn],
			['Dataset', facts.datasetArn],
			['Status', facts.status],
			['Took', durationSeconds === undefined ? undefined : formatDuration(durationSeconds)],
			[
				'Seen',
				detectionSeconds === undefined
					? undefined
					: `${formatDuration(detectionSeconds)} later, at poll ${facts.polls}`,
			],
			[outcome === 'SUCCEEDED' ? 'Files' : 'Output', facts.outputPath],
			['Execution', facts.executionArn],
			['', facts.executionUrl],
		],
	);
};
