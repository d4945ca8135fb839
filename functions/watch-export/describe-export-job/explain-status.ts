import { type JobStatus, jobStatuses } from '#contracts/vocabulary.ts';
import type { Watch } from '#contracts/watch.ts';
import { formatDuration, shorten } from '../../shared/text.ts';

const isFinal: Readonly<Record<JobStatus, boolean>> = {
	'CREATE PENDING': false,
	'CREATE IN_PROGRESS': false,
	ACTIVE: true,
	'CREATE FAILED': true,
};

const documentedStatus = (status: string): JobStatus | undefined => jobStatuses.find((known) => known === status);

export const isDocumented = (status: string): boolean => documentedStatus(status) !== undefined;

/** Whether the job has ended. A job with an undocumented status counts as running. */
export const isEnded = (status: string): boolean => {
	const known = documentedStatus(status);
	return known !== undefined && isFinal[known];
};

/** Status and age of the job as a sentence, with what is unusual about them. */
export const explainStatus = ({ jobName, deadlineSeconds }: Watch, status: string, ageSeconds: number): string => {
	const standing = `${jobName} is ${shorten(status)} ${formatDuration(ageSeconds)} after its creation`;
	if (isEnded(status)) return standing;
	const undocumented = isDocumented(status) ? '' : ', a status that Personalize does not document for export jobs';
	if (ageSeconds < deadlineSeconds) return `${standing}${undocumented}`;
	return `${standing}${undocumented}, past the deadline of ${formatDuration(deadlineSeconds)}; it may still be running: Personalize has no call to stop an export job`;
};
