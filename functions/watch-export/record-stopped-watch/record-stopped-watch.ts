import { createHash } from 'node:crypto';
import { hasJobEnded, WATCH_STOPPED } from '#contracts/vocabulary.ts';
import type { NotificationRequest, WatchReport } from '#contracts/watch.ts';
import { readJobArn } from '../job-arn.ts';
import type { Recording } from '../outcome/record-outcome.ts';
import { findNamedJobs } from '../read-trigger.ts';

/** An execution of WatchExport, from DescribeExecution. */
interface Execution {
	readonly executionArn: string;
	readonly name: string;
	readonly status: string;
	readonly startDate: Date;
	readonly input: string;
	readonly error?: string | undefined;
	readonly cause?: string | undefined;
}

interface Dependencies {
	/** A job must be in the partition, Region and account of the function. */
	readonly functionArn: string;
	readonly stateMachineArn: string;
	/** Undefined if Step Functions does not know the execution. */
	readonly describeExecution: (executionArn: string) => Promise<Execution | undefined>;
	readonly record: (report: WatchReport) => Promise<Recording>;
	readonly notify: (request: NotificationRequest) => Promise<unknown>;
	/** Starts a watch under this name, once. */
	readonly startWatch: (name: string, datasetExportJobArn: string) => Promise<unknown>;
}

/** The watch of a stopped one that had left actions undone. It is not resumed itself: what it leaves, the sweep finds. */
const RESUMED = 'resumed-';

/**
 * Records and notifies that a watch was stopped or timed out: after that, no step of the workflow runs. If the watch had
 * recorded how the job ended, that stays, and another watch does what it left undone. Any number of the same event has
 * the same effect as one.
 *
 * @returns what was done, or why there was nothing to do
 */
export const recordStoppedWatch = async (executionArn: string, dependencies: Dependencies): Promise<string> => {
	const { functionArn, stateMachineArn, startWatch } = dependencies;
	if (!executionArn.startsWith(`${stateMachineArn.replace(':stateMachine:', ':execution:')}:`)) {
		return 'the execution is not one of WatchExport';
	}
	const execution = await dependencies.describeExecution(executionArn);
	const how = howStopped[execution?.status ?? ''];
	if (!execution || !how) return `the execution is ${execution?.status ?? 'unknown'}, so it was not stopped`;
	const [job] = findNamedJobs(JSON.parse(execution.input));
	const arn = readJobArn(job?.value, functionArn);
	if ('problem' in arn) return `it watched no job: ${arn.problem}`;

	const datasetExportJobArn = String(job?.value);
	const report = reportOf(execution, how, { datasetExportJobArn, jobName: arn.jobName });
	const recording = await dependencies.record(report);
	if (!recording.isOwner) return 'another execution has recorded the outcome';
	if (!hasJobEnded[recording.outcome]) {
		await dependencies.notify({ ...report, record: recording });
		return 'recorded and notified';
	}
	if (recording.undone.length === 0) return 'it had done everything';
	if (execution.name.startsWith(RESUMED)) return `left to the sweep: ${recording.undone.join(', ')}`;
	await startWatch(resumedName(arn.jobName, executionArn), datasetExportJobArn);
	return `resumed for ${recording.undone.join(', ')}`;
};

const howStopped: Readonly<Record<string, string>> = {
	ABORTED: 'the execution was stopped',
	TIMED_OUT: 'the execution timed out',
};

/** The same for each event of the stopped watch. At most 80 characters: a job name has 63. */
const resumedName = (jobName: string, executionArn: string): string =>
	`${RESUMED}${jobName}-${createHash('sha256').update(executionArn).digest('hex').slice(0, 8)}`;

/** The observations were lost with the state of the execution: only the job is known. */
const reportOf = (
	{ executionArn, startDate, error, cause }: Execution,
	how: string,
	job: { readonly datasetExportJobArn: string; readonly jobName: string },
): WatchReport => ({
	outcome: 'BROKEN',
	executionArn,
	startedAt: startDate.toISOString(),
	watch: {
		...job,
		deadlineSeconds: 0,
		poll: { minSeconds: 0, maxSeconds: 0, costSeconds: 0 },
		replay: false,
		adopted: false,
	},
	observation: { polls: 0, unknownStatusPolls: 0 },
	watchError: { Error: WATCH_STOPPED, Cause: [how, error, cause].filter(Boolean).join(': ') },
});
