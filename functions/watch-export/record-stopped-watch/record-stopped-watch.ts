import { createHash } from 'node:crypto';
import { hasJobEnded } from '#contracts/vocabulary.ts';
import type { NotificationRequest, Watch, WatchReport } from '#contracts/watch.ts';
import type { StoppedExecution } from '../../shared/stopped-execution.ts';
import { readJobArn } from '../job-arn.ts';
import type { Recording } from '../outcome/record-outcome.ts';
import { findNamedJobs } from '../read-trigger.ts';

interface Dependencies {
	/** A job must be in the partition, Region and account of the function. */
	readonly functionArn: string;
	readonly record: (report: WatchReport) => Promise<Recording>;
	readonly notify: (request: NotificationRequest) => Promise<unknown>;
	/** Starts a watch under this name, once. */
	readonly startWatch: (name: string, datasetExportJobArn: string) => Promise<unknown>;
}

/** The watch of a stopped one that had left actions undone. It is not resumed itself: what it leaves, the sweep finds. */
const RESUMED = 'resumed-';

/**
 * Records and notifies that a watch was stopped, timed out or failed by itself: after that, no step of the workflow runs. If
 * the watch had recorded how the job ended, that stays, and another watch does what it left undone. Any number of the same
 * event has the same effect as one.
 *
 * @returns what was done, or why there was nothing to do
 */
export const recordStoppedWatch = async (execution: StoppedExecution, dependencies: Dependencies): Promise<string> => {
	const { functionArn, startWatch } = dependencies;
	const [named] = findNamedJobs(execution.input);
	const job = readJobArn(named?.value, functionArn);
	if ('problem' in job) return `it watched no job: ${job.problem}`;

	const report = reportOf(execution, job);
	const recording = await dependencies.record(report);
	if (!recording.isOwner) return 'another execution has recorded the outcome';
	if (!hasJobEnded[recording.outcome]) {
		await dependencies.notify({ ...report, record: recording });
		return 'recorded and notified';
	}
	if (recording.undone.length === 0) return 'it had done everything';
	if (execution.name.startsWith(RESUMED)) return `left to the sweep: ${recording.undone.join(', ')}`;
	await startWatch(resumedName(job.jobName, execution.executionArn), job.datasetExportJobArn);
	return `resumed for ${recording.undone.join(', ')}`;
};

/** The same for each event of the stopped watch. At most 80 characters: a job name has 63. */
const resumedName = (jobName: string, executionArn: string): string =>
	`${RESUMED}${jobName}-${createHash('sha256').update(executionArn).digest('hex').slice(0, 8)}`;

/** The observations were lost with the state of the execution: only the job is known. */
const reportOf = (
	{ executionArn, startedAt, error }: StoppedExecution,
	job: Pick<Watch, 'datasetExportJobArn' | 'jobName'>,
): WatchReport => ({
	outcome: 'BROKEN',
	executionArn,
	startedAt,
	watch: {
		...job,
		deadlineSeconds: 0,
		poll: { minSeconds: 0, maxSeconds: 0, costSeconds: 0 },
		replay: false,
		adopted: false,
	},
	observation: { polls: 0, unknownStatusPolls: 0 },
	watchError: error,
});
