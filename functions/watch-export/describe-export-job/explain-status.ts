import { endOfJob, type JobStatus, jobStatuses } from '#contracts/vocabulary.ts';
import type { Watch } from '#contracts/watch.ts';
import { formatDuration, shorten } from '../../shared/text.ts';

const documentedStatus = (status: string): JobStatus | undefined => jobStatuses.find((known) => known === status);

export const isDocumented = (status: string): boolean => documentedStatus(status) !== undefined;

/** How the job has ended; null while it runs. A job with an undocumented status counts as running. */
export const endOf = (status: string): 'SUCCEEDED' | 'FAILED' | null => {
	const known = documentedStatus(status);
	return known ? endOfJob[known] : null;
};

/** Status and age of the job as a sentence, with what is unusual about them. */
export const explainStatus = ({ jobName, deadlineSeconds }: Watch, status: string, ageSeconds: number): string => {
	const standing = `${jobName} is ${shorten(status)} ${formatDuration(ageSeconds)} after its creation`;
	if (endOf(status)) return standing;
	const undocumented = isDocumented(status) ? '' : ', a status that Personalize does not document for export jobs';
	if (ageSeconds < deadlineSeconds) return `${standing}${undocumented}`;
	return `${standing}${undocumented}, past the deadline of ${formatDuration(deadlineSeconds)}; it may still be running: Personalize has no call to stop an export job`;
};
