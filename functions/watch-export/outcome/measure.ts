import type { Outcome, WatchReport } from '#contracts/watch.ts';

/** Whether the job had ended before its first look, and it was a sweep that looked. */
export const isFoundLate = ({ watch, observation, outcome }: WatchReport): boolean =>
	watch.adopted && observation.polls === 1 && hasEnded(outcome);

/**
 * Seconds from the job's creation to its end, and from there to the look that saw it. Only a job that has ended has them:
 * before, its last update is a mere change of status.
 */
export const measure = ({
	outcome,
	observation: { job, observedAt },
}: WatchReport): { readonly durationSeconds?: number; readonly detectionSeconds?: number } =>
	hasEnded(outcome)
		? {
				...secondsBetween('durationSeconds', job?.creationDateTime, job?.lastUpdatedDateTime),
				...secondsBetween('detectionSeconds', job?.lastUpdatedDateTime, observedAt),
			}
		: {};

const hasEnded = (outcome: Outcome): boolean => outcome === 'SUCCEEDED' || outcome === 'FAILED';

const secondsBetween = <Name extends string>(
	name: Name,
	from: string | undefined,
	to: string | undefined,
): { readonly [key in Name]?: number } => {
	if (!from || !to) return {};
	return { [name]: Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000) } as { [key in Name]: number };
};
