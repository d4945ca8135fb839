import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { actionsOf, hasJobEnded, WATCH_STOPPED } from '#contracts/vocabulary.ts';

/**
 * What an execution does with its outcome, given the record that exists: write its own, go on as the owner, take over what
 * an owner that no longer runs has left undone, or leave the record to others.
 */
export type Ownership = 'WRITE' | 'GO_ON' | 'TAKE_OVER' | 'LEAVE';

export interface OwnershipContext {
	readonly isReplay: boolean;
	/** Whether a sweep started the watch. */
	readonly isAdopted: boolean;
	/** Of the execution. */
	readonly startedAt: string;
	readonly isRunning: (executionArn: string) => Promise<boolean>;
}

/** `existing` is undefined if there is no record that this code understands. The end of a watch never replaces the end of the job, whoever writes; a replay does not change that. */
export const decideOwnership = async (
	existing: ExportJobRecord | undefined,
	ours: ExportJobRecord,
	{ isReplay, isAdopted, startedAt, isRunning }: OwnershipContext,
): Promise<Ownership> => {
	if (!existing) return 'WRITE';
	const isEndOfJob = { existing: hasJobEnded[existing.outcome], ours: hasJobEnded[ours.outcome] };
	if (existing.ownerExecutionArn === ours.ownerExecutionArn) {
		return isEndOfJob.ours && !isEndOfJob.existing ? 'WRITE' : 'GO_ON';
	}
	if (isEndOfJob.existing && !isEndOfJob.ours) return 'LEAVE';
	if (isReplay || isNews(existing, ours, { isAdopted, startedAt })) return 'WRITE';
	const isSomethingToDo = undoneActions(existing).length > 0 || hasProcessingFailed(existing);
	if (!isSomethingToDo || (await isRunning(existing.ownerExecutionArn))) return 'LEAVE';
	return 'TAKE_OVER';
};

/** What still has to be done for the outcome of a record, a team's own actions too. */
export const undoneActions = ({ outcome, actions }: Pick<ExportJobRecord, 'outcome' | 'actions'>): readonly string[] =>
	[...new Set([...actionsOf[outcome], ...Object.keys(actions)])].filter((action) => actions[action]?.status !== 'DONE');

/**
 * Whether the processing that the record names has failed, or was stopped. A new watch does it again. A sweep does not:
 * people were notified, and the same files may fail again.
 */
export const hasProcessingFailed = ({ dataset, datasetFailure, processingExecutionArn }: ExportJobRecord): boolean =>
	[dataset, datasetFailure].some(
		(ended) => ended?.status === 'FAILED' && ended.executionArn === processingExecutionArn,
	);

/**
 * Whether an outcome says more than the recorded one of another execution. Two watches side by side that end alike notify
 * once. That somebody stopped one of them silences no other end, and a watch that a person began after the record is heard
 * again. One that a sweep began is not: it does what is left undone.
 */
const isNews = (
	existing: ExportJobRecord,
	ours: ExportJobRecord,
	{ isAdopted, startedAt }: Pick<OwnershipContext, 'isAdopted' | 'startedAt'>,
): boolean => {
	if (hasJobEnded[ours.outcome]) return existing.outcome !== ours.outcome;
	if (!isAdopted && existing.recordedAt < new Date(startedAt).toISOString()) return true;
	if (ours.watchError === WATCH_STOPPED) return false;
	return existing.outcome !== ours.outcome || existing.watchError !== ours.watchError;
};
