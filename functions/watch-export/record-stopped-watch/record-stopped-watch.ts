import type { NotificationRequest, WatchReport } from '#contracts/watch.ts';
import { findNamedJobs } from '../read-trigger.ts';

/** An execution of WatchExport that was ended from outside, as DescribeExecution has it. */
export interface StoppedExecution {
	readonly executionArn: string;
	readonly status: string;
	readonly startDate: Date;
	readonly input: string;
	readonly error?: string | undefined;
	readonly cause?: string | undefined;
}

/** What no handler inside the workflow ever sees: an execution that was stopped or that timed out is recorded and told too. */
export const createRecordStoppedWatch =
	(dependencies: {
		readonly describeExecution: (executionArn: string) => Promise<StoppedExecution>;
		readonly record: (report: WatchReport) => Promise<{ readonly isOwner: boolean }>;
		readonly count: (report: WatchReport) => void;
		readonly notify: (request: NotificationRequest) => Promise<unknown>;
	}) =>
	async (executionArn: string): Promise<{ readonly jobs: readonly string[]; readonly isNotified: boolean }> => {
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

/** What the watch had seen went with it: the report knows the job, and that nobody looks any more. */
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
