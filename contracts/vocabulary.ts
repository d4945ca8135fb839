/** The words and numbers that more than one folder uses. This file imports nothing. */

/** Every status of an export job that the Personalize API documents. */
export const jobStatuses = ['CREATE PENDING', 'CREATE IN_PROGRESS', 'ACTIVE', 'CREATE FAILED'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** How a job with this status has ended; null while it has not. */
export const endOfJob = {
	'CREATE PENDING': null,
	'CREATE IN_PROGRESS': null,
	ACTIVE: 'SUCCEEDED',
	'CREATE FAILED': 'FAILED',
} as const satisfies Readonly<Record<JobStatus, 'SUCCEEDED' | 'FAILED' | null>>;

/** How a watch ended. */
export const outcomes = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'BROKEN'] as const;
export type Outcome = (typeof outcomes)[number];

/** Whether the job itself has ended; after the other outcomes it may still be running. */
export const hasJobEnded: Readonly<Record<Outcome, boolean>> = {
	SUCCEEDED: true,
	FAILED: true,
	TIMED_OUT: false,
	BROKEN: false,
};

/** The last state of a WatchExport execution, by outcome; `ACTIONS_FAILED` is a success whose actions failed. */
export const endStates = {
	SUCCEEDED: 'ExportSucceeded',
	FAILED: 'ExportFailed',
	TIMED_OUT: 'WatchTimedOut',
	BROKEN: 'WatchBroken',
	ACTIONS_FAILED: 'ActionsFailed',
} as const satisfies Readonly<Record<Outcome | 'ACTIONS_FAILED', string>>;

/** The last states of a WatchExport execution that has watched no job. */
export const endsWithoutWatch = ['NothingToWatch', 'TriggerRejected'] as const;
export type LastState = (typeof endStates)[keyof typeof endStates] | (typeof endsWithoutWatch)[number];

/**
 * The Fail states of each workflow: the errors of an execution that failed by its own decision, after it had recorded and
 * notified what it could. An execution that failed with any other error said nothing.
 */
export const failStates = {
	WatchExport: [
		endStates.FAILED,
		endStates.TIMED_OUT,
		endStates.BROKEN,
		endStates.ACTIONS_FAILED,
		'TriggerRejected' satisfies LastState,
	],
	ExportDatasets: ['ExportsFailed', 'RequestRejected', 'ExportsBroken'],
	ProcessExport: ['ProcessingFailed', 'NotificationFailed'],
} as const;

/** What follows an outcome, in this order. The record says of each action whether it is done. */
export const actions = ['metrics', 'event', 'message', 'processing'] as const;
export type Action = (typeof actions)[number];

const reportingActions = ['metrics', 'event', 'message'] as const;
export const actionsOf: Readonly<Record<Outcome, readonly Action[]>> = {
	SUCCEEDED: actions,
	FAILED: reportingActions,
	TIMED_OUT: reportingActions,
	BROKEN: reportingActions,
};

/** The error of a watch that was stopped from outside. */
export const WATCH_STOPPED = 'WatchStopped';

/** The bus of AWS's own events; ours go there too. */
export const EVENT_BUS_NAME = 'default';
/** The source of our events on the bus. */
export const EVENT_SOURCE = 'exportwatch';

/** Where the link of a message leads: the AWS console. Otherwise it is the address of a console of Exportwatch. */
export const AWS_CONSOLE = 'AWS';

/** The `detail-type` of the event that reports how a watch ended. */
export const outcomeDetailTypes = {
	SUCCEEDED: 'Dataset Export Job Succeeded',
	FAILED: 'Dataset Export Job Failed',
	TIMED_OUT: 'Dataset Export Job Watch Timed Out',
	BROKEN: 'Dataset Export Job Watch Broken',
	ACTIONS_FAILED: 'Dataset Export Job Actions Failed',
} as const satisfies Readonly<Record<Outcome | 'ACTIONS_FAILED', string>>;
export type OutcomeEvent = keyof typeof outcomeDetailTypes;

/** How ProcessExport ended. */
export const datasetOutcomes = ['READY', 'FAILED'] as const;
export type DatasetEvent = (typeof datasetOutcomes)[number];

/** The `detail-type` of the event that reports how ProcessExport ended. */
export const datasetDetailTypes = {
	READY: 'Dataset Ready',
	FAILED: 'Dataset Processing Failed',
} as const satisfies Readonly<Record<DatasetEvent, string>>;

/** The `detail-type` of the event that reports that ExportDatasets was stopped or failed without a word. */
export const EXPORTS_STOPPED_DETAIL_TYPE = 'Dataset Exports Stopped';

/** The partition key of the table of records. */
export const RECORD_KEY = 'datasetExportJobArn';

/** The index of the table by which a list of ended watches takes one query for each outcome, the newest record first. */
export const RECORDS_BY_OUTCOME = {
	name: 'RecordsByOutcome',
	partitionKey: 'outcome',
	sortKey: 'recordedAt',
	/** What a list shows of a record: without the texts, which can be long. */
	attributes: [
		'jobName',
		'datasetArn',
		'status',
		'creationDateTime',
		'lastUpdatedDateTime',
		'durationSeconds',
		'detectionSeconds',
		'forecast',
		'polls',
		'foundLate',
		'isReplay',
		'watchError',
		'category',
		'ownerExecutionArn',
		'actions',
		'processing',
		'fileCount',
		'totalBytes',
		'dataset',
	],
} as const;

/** The key of a job's manifest in the manifest bucket. */
export const manifestKey = (jobName: string): string => `${jobName}/manifest.json`;

/** The folder of all datasets in the processed bucket. */
export const DATASETS_FOLDER = 'datasets/';
/** Below DATASETS_FOLDER: what the steps of a ProcessExport run leave for each other. */
export const STAGING_FOLDER = '_staging/';
/** Below DATASETS_FOLDER: one processed export. */
export const datasetFolder = (datasetGroup: string, datasetType: string, jobName: string): string =>
	`${datasetGroup}/${datasetType}/export=${jobName}/`;

/** The `detail-type` of the events that start a watch. */
export const API_CALL_DETAIL_TYPE = 'AWS API Call via CloudTrail';
export const JOB_CREATED_DETAIL_TYPE = 'Dataset Export Job Created';

/** The dataset types that Personalize exports; Actions and Action interactions it does not. */
export const datasetTypes = ['INTERACTIONS', 'ITEMS', 'USERS'] as const;
export type DatasetType = (typeof datasetTypes)[number];

/** In the model of the Personalize API: its ARNs, and the `path` of a job's output. */
export const MAX_ARN_CHARACTERS = 256;
export const MAX_OUTPUT_PATH_CHARACTERS = 256;

/** `jobName` in the model of CreateDatasetExportJob; the pattern is for a part of a regular expression. */
export const MAX_JOB_NAME_CHARACTERS = 63;
export const JOB_NAME_PATTERN = `[a-zA-Z0-9][a-zA-Z0-9_-]{0,${MAX_JOB_NAME_CHARACTERS - 1}}`;

/** The CloudWatch metrics that the functions publish, all in one namespace. */
export const METRIC_NAMESPACE = 'Exportwatch';
export const metricNames = {
	exportDuration: 'ExportDuration',
	forecastDuration: 'ForecastDuration',
	detectionDelay: 'DetectionDelay',
	polls: 'Polls',
	exportsAdopted: 'ExportsAdopted',
	exportsGivenUp: 'ExportsGivenUp',
} as const;
export const outcomeMetricName = (outcome: Outcome): string => `Export.${outcome}`;

/** The `service` dimension of our metrics, and the service in our log lines. */
export const SERVICE_NAME = 'exportwatch';

/** Bounds and defaults of a watch's options, in seconds. `deadlineSeconds` counts from the job's creation. */
export const watchOptionBounds = {
	deadlineSeconds: { min: 60, max: 30 * 86_400, default: 86_400 },
	minSeconds: { min: 1, max: 3_600, default: 5 },
	maxSeconds: { min: 1, max: 86_400, default: 1_800 },
	costSeconds: { min: 0.1, max: 3_600, default: 10 },
} as const;

/** The errors that every Task of the workflows retries, and that pass by themselves. */
export const TRANSIENT_ERRORS: readonly string[] = [
	'ServiceThrottled',
	'ServiceUnavailable',
	'Lambda.ServiceException',
	'Lambda.AWSLambdaException',
	'Lambda.SdkClientException',
	'Lambda.ClientExecutionTimeoutException',
	'Lambda.TooManyRequestsException',
	'Lambda.Unknown',
	'Runtime.ExitError',
	'Sandbox.Timedout',
	'States.Timeout',
];
/** How often a Task is tried, the first attempt included. */
export const TRANSIENT_ATTEMPTS = 21;

/**
 * The polls that fit the history of a Standard execution, which may have 25,000 events. A poll and its wait are 9 of them,
 * and 11 if Lambda did not run the function. 2,300 are kept for an outage of Lambda that lasts from the last poll to a
 * deadline of 30 days, and 700 for the beginning and the end: (25,000 − 2,300 − 700) / 11.
 */
export const MAX_POLLS = 2_000;

/**
 * Defaults of ProcessExport: the share of rows that may not fit the schema, whether the profile shows values of the data,
 * and how many batches of one export are converted at a time. A new account runs 10 functions at a time: three exports
 * of a group take 6 of them, so 4 are left for the watches.
 */
export const processingDefaults = { toleratedRejectShare: 0.001, profileValues: true, batchesAtOnce: 2 } as const;

/** Less than half of a function's memory: the other half is for Node, and for memory that DuckDB does not count. */
const DUCKDB_MEMORY_SHARE = 0.48;
/** Lambda gives a whole processor for so much memory. */
export const MEGABYTES_FOR_A_PROCESSOR = 1_769;

/** What DuckDB may use of a function: a thread for each whole processor that comes with the memory. */
export const duckdbEnvironment = ({ memoryMegabytes }: { readonly memoryMegabytes: number }) => ({
	DUCKDB_MEMORY_MB: String(Math.floor(memoryMegabytes * DUCKDB_MEMORY_SHARE)),
	DUCKDB_THREADS: String(Math.max(1, Math.floor(memoryMegabytes / MEGABYTES_FOR_A_PROCESSOR))),
});

/** How far back AdoptExports looks for jobs that nobody watches, by default. */
export const ADOPT_LOOK_BACK_HOURS = 48;
