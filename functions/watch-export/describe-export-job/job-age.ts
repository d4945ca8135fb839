import type { DatasetExportJob, PollRequest } from '#contracts/watch.ts';

/** How old a job is at a time, and the whole seconds that are left until its deadline: 0 if it has passed. */
export const ageOf = (
	{ creationDateTime }: DatasetExportJob,
	{ watch, startedAt }: PollRequest,
	at: Date,
): { readonly ageSeconds: number; readonly secondsToDeadline: number } => {
	// A job is there before its watch: a creation in the future would put the deadline off for ever.
	const createdAt = Math.min(Date.parse(creationDateTime ?? startedAt), Date.parse(startedAt));
	const ageSeconds = Math.max(0, (at.getTime() - createdAt) / 1000);
	return { ageSeconds, secondsToDeadline: Math.max(0, Math.ceil(watch.deadlineSeconds - ageSeconds)) };
};
