import type { NotificationRequest, WatchReport } from '#contracts/watch.ts';
import { findNamedJobs } from '../read-trigger.ts';

/** An execution of WatchExport that was stopped or timed out, from DescribeExecution. */
interface StoppedExecution {
	readonly executionArn: string;
	readonly status: string;
	readonly startDate: Date;
	readonly input: string;
	readonly error?: string | undefined;
	readonly cause?: string | undefined;
}

interface Dependencies {
	readonly describeExecution: (executionArn: string) => Promise<StoppedExecution>;
	readonly record: (report: WatchReport) => Promise<{ readonly isOwner: boolean }>;
	readonly count: (report: WatchReport) => void;
	readonly notify: (request: NotificationRequest) => Promise<unknown>;
}

/** Records and notifies that a watch was stopped or timed out: after that, no step of the workflow runs. */
export const recordStoppedWatch = async (
	executionArn: string,
	dependencies: Dependencies,
): Promise<{ readonly jobs: readonly string[]; readonly isNotified: boolean }> => {
	const execution = await dependencies.describeExecution(executionArn);
	const [job] = findNamedJobs(JSON.parse(execution.input));
	if (typeof job?.value !== 'string') return { jobs: [], isNotified: false };

	const report = reportOf(execution, job.value);
	const { isOwner } = await dependencies.record(report);
	if (!isOwner) return { jobs: [job.value], isNotified: false };
	dependencies.count(report);
	await dependencies.notify(report);
	return { jobs: [job.value], isNotified: true };
};

/** The observations were lost with the state of the execution: only the job is known. */
const reportOf = (execution: StoppedExecution, datasetExportJobArn: string): WatchReport => ({
	outcome: 'BROKEN',
	executionArn: execution.executionArn,
	startedAt: execution.startDate.toISOString(),
	watch: {
		datasetExportJobArn,
		jobName: datasetExportJobArn.split('/').at(-1) ?? '',
		deadlineSeconds: 0,
		poll: { minSeconds: 0, maxSeconds: 0, costSeconds: 0 },
		replay: false,
		adopted: false,
	},
	observation: { polls: 0, unknownStatusPolls: 0 },
	watchError: { Error: 'WatchStopped', Cause: whyOf(execution) },
});

const whyOf = ({ status, error, cause }: StoppedExecution): string => {
	const how = status === 'TIMED_OUT' ? 'the execution timed out' : 'the execution was stopped';
	const why = [error, cause].filter(Boolean).join(': ');
	return why ? `${how}: ${why}` : how;
};
