import { hasJobEnded } from '#contracts/vocabulary.ts';
import type { WatchReport } from '#contracts/watch.ts';

/** Whether a sweep found the job after it had ended. */
export const isFoundLate = ({ watch, observation, outcome }: WatchReport): boolean =>
	watch.adopted && observation.polls === 1 && hasJobEnded[outcome];

/**
 * Seconds from the job's creation to its end, and from its end to the poll that found it. Only a job that has ended has
 * them: the last update of another is only a change of status.
 */
export const measure = ({
	outcome,
	observation: { job, observedAt },
}: WatchReport): { readonly durationSeconds?: number; readonly detectionSeconds?: number } =>
	hasJobEnded[outcome]
		? {
				...secondsBetween('durationSeconds', job?.creationDateTime, job?.lastUpdatedDateTime),
				...secondsBetween('detectionSeconds', job?.lastUpdatedDateTime, observedAt),
			}
		: {};

const secondsBetween = <Name extends string>(
	name: Name,
	from: string | undefined,
	to: string | undefined,
): { readonly [key in Name]?: number } => {
	if (!from || !to) return {};
	return { [name]: Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000) } as { [key in Name]: number };
};
