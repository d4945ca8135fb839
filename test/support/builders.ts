import type { PlannedExport } from '#contracts/exports.ts';
import type { OwnActions } from '#contracts/own-actions.ts';
import type { DatasetExportJob, Observation, PollRequest, Watch, WatchReport } from '#contracts/watch.ts';
import type { StoppedExecution } from '#functions/shared/stopped-execution.ts';

export const JOB_ARN = 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/nightly';
export const EXECUTION_ARN = 'arn:aws:states:us-east-1:000000000000:execution:WatchExport:one';
export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:AcceptTrigger';

/** Where triggers are read in tests. */
export const ACCEPTING = {
	functionArn: FUNCTION_ARN,
	defaults: { deadlineSeconds: 86_400, minSeconds: 5, maxSeconds: 1_800 },
	scope: {},
};

export const watchOf = (partial: Partial<Watch> = {}): Watch => ({
	datasetExportJobArn: JOB_ARN,
	jobName: 'nightly',
	deadlineSeconds: 86_400,
	poll: { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 },
	replay: false,
	adopted: false,
	...partial,
});

export const jobOf = (partial: Partial<DatasetExportJob> = {}): DatasetExportJob => ({
	jobName: 'nightly',
	datasetExportJobArn: JOB_ARN,
	datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/INTERACTIONS',
	ingestionMode: 'ALL',
	roleArn: 'arn:aws:iam::000000000000:role/Export',
	status: 'ACTIVE',
	jobOutput: { s3DataDestination: { path: 's3://exports/demo/nightly/' } },
	creationDateTime: '2026-03-01T02:00:00.000Z',
	lastUpdatedDateTime: '2026-03-01T02:15:00.000Z',
	...partial,
});

/** A job that was created this moment. */
export const freshJob = (partial: Partial<DatasetExportJob> = {}): DatasetExportJob => {
	const now = new Date().toISOString();
	return jobOf({ creationDateTime: now, lastUpdatedDateTime: now, ...partial });
};

export const observationOf = (job: DatasetExportJob = jobOf(), partial: Partial<Observation> = {}): Observation => ({
	polls: 4,
	unknownStatusPolls: 0,
	job,
	status: job.status ?? 'MISSING',
	observedAt: '2026-03-01T02:15:20.000Z',
	isOverdue: false,
	waitSeconds: 90,
	explanation: `nightly is "${job.status}"`,
	isFailureReasonCut: false,
	...partial,
});

/** The first poll of a watch. */
export const pollOf = (partial: Partial<PollRequest> = {}): PollRequest => ({
	watch: watchOf(),
	startedAt: '2026-03-01T02:00:00.000Z',
	executionArn: EXECUTION_ARN,
	polls: 0,
	unansweredPolls: 0,
	unknownStatusPolls: 0,
	job: {},
	observedAt: '2026-03-01T02:00:00.000Z',
	forecast: null,
	attempt: 1,
	...partial,
});

export const reportOf = (partial: Partial<WatchReport> = {}): WatchReport => ({
	outcome: 'SUCCEEDED',
	executionArn: EXECUTION_ARN,
	startedAt: '2026-03-01T02:00:01.000Z',
	watch: watchOf(),
	observation: observationOf(),
	...partial,
});

export const plannedExportOf = (partial: Partial<PlannedExport> = {}): PlannedExport => ({
	datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS',
	datasetType: 'ITEMS',
	jobName: 'demo-items',
	outputPath: 's3://exports/n/demo-items/',
	roleArn: 'arn:aws:iam::000000000000:role/Export',
	ingestionMode: 'ALL',
	tags: [],
	...partial,
});

export const failedReportOf = (failureReason: string): WatchReport =>
	reportOf({ outcome: 'FAILED', observation: observationOf(jobOf({ status: 'CREATE FAILED', failureReason })) });

export const stoppedExecutionOf = (partial: Partial<StoppedExecution> = {}): StoppedExecution => ({
	executionArn: EXECUTION_ARN,
	name: 'one',
	startedAt: '2026-03-01T02:00:00.000Z',
	input: {},
	error: { Error: 'WatchStopped', Cause: 'the execution was stopped: by hand' },
	...partial,
});

/** A team that brings no actions of its own. */
export const NO_ACTIONS: OwnActions = { onSuccess: {}, onFailure: {} };
