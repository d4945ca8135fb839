import * as z from 'zod/mini';
import { outcomes } from './vocabulary.ts';

/** The data that the steps of WatchExport pass to each other. Times are ISO 8601 in UTC. */

const isoTime = z.iso.datetime();

/** How often to poll: the bounds of a wait, and the seconds of delay that one poll is worth. */
const poll = z.object({ minSeconds: z.int(), maxSeconds: z.int(), costSeconds: z.number() });
export type PollOptions = z.output<typeof poll>;

/** The result of AcceptTrigger, whatever the trigger was. */
const watch = z.object({
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	deadlineSeconds: z.int(),
	poll,
	replay: z.boolean(),
	adopted: z.boolean(),
});
export type Watch = z.output<typeof watch>;

/** The job with the fields that `DescribeDatasetExportJob` documents; a field that the service left out stays out. */
export const datasetExportJob = z.object({
	jobName: z.optional(z.string()),
	datasetExportJobArn: z.optional(z.string()),
	datasetArn: z.optional(z.string()),
	ingestionMode: z.optional(z.string()),
	roleArn: z.optional(z.string()),
	status: z.optional(z.string()),
	jobOutput: z.optional(
		z.object({
			s3DataDestination: z.optional(z.object({ path: z.optional(z.string()), kmsKeyArn: z.optional(z.string()) })),
		}),
	),
	creationDateTime: z.optional(isoTime),
	lastUpdatedDateTime: z.optional(isoTime),
	failureReason: z.optional(z.string()),
});
export type DatasetExportJob = z.output<typeof datasetExportJob>;

/** One kind of a dataset's exports: the logarithm of their duration has a Student-t distribution. */
const exportKind = z.object({
	/** The probability that the next export is of this kind. */
	weight: z.number(),
	medianSeconds: z.number(),
	/** Of ln(duration). */
	scale: z.number(),
	degreesOfFreedom: z.number(),
});
export type ExportKind = z.output<typeof exportKind>;

/** The posterior after a dataset's past exports: a few numbers, which the state carries instead of the history. */
const posterior = z.object({
	/** How many past exports it was learned from. */
	pastExports: z.int(),
	/** Their weights and that of a kind not seen yet sum to one. */
	kinds: z.array(exportKind),
});
export type Posterior = z.output<typeof posterior>;

/** The posterior, and the durations between which four of five exports end. */
export const forecast = z.extend(posterior, {
	fromSeconds: z.number(),
	medianSeconds: z.number(),
	toSeconds: z.number(),
});
export type Forecast = z.output<typeof forecast>;

/** In the state of an execution, `{}` stands for no forecast, so that no path selects null. */
const forecastOrNone = z.union([
	forecast,
	z.pipe(
		z.strictObject({}),
		z.transform(() => null),
	),
	z.null(),
]);

/** While Lambda does not run DescribeExportJob, the workflow itself counts, with what ASL can compute. */
const outage = z.object({
	/** The number of the next attempt in a row, from 1. */
	attempt: z.int(),
	waitSeconds: z.int(),
	/** Since the last poll that Lambda ran. */
	waitedSeconds: z.int(),
});

/** The result of one poll. Before the first poll it holds only the counters. */
const observation = z.object({
	/** So far, this one included, with or without an answer. */
	polls: z.int(),
	/** Up to this one, in a row. */
	unansweredPolls: z.optional(z.int()),
	/** Polls in a row that found an undocumented status. */
	unknownStatusPolls: z.int(),
	job: z.optional(datasetExportJob),
	/** The job's status, or `MISSING`; always there after a poll. */
	status: z.optional(z.string()),
	/** When Personalize answered last; before its first answer, the start of the execution. */
	observedAt: z.optional(isoTime),
	/** Whether the deadline, counted from the job's creation, has passed. */
	isOverdue: z.optional(z.boolean()),
	/** Until the next poll. */
	waitSeconds: z.optional(z.int()),
	/** 0 if it has passed. */
	secondsToDeadline: z.optional(z.int()),
	outage: z.optional(outage),
	/** Made at the first poll unless the job has ended by then; all later polls use the same. */
	forecast: z.optional(forecastOrNone),
	/** Status and age of the job as a sentence; after the first poll, with the forecast. */
	explanation: z.optional(z.string()),
	/** The state carries only the beginning of `job.failureReason`. */
	isFailureReasonCut: z.optional(z.boolean()),
});
export type Observation = z.output<typeof observation>;

/** An error as a Catch passes it on; `Cause` is a JSON string if a function threw it. */
export const caughtError = z.object({ Error: z.string(), Cause: z._default(z.string(), '') });
export type CaughtError = z.output<typeof caughtError>;

/** The input of DescribeExportJob. */
export const pollRequest = z.object({
	watch,
	/** Of the execution: stands in for the job's creation if Personalize does not say it. */
	startedAt: isoTime,
	executionArn: z.string(),
	/** From here on, the earlier observation. The definition of the last release does not pass all of it. */
	polls: z.int(),
	unansweredPolls: z._default(z.int(), 0),
	unknownStatusPolls: z.int(),
	job: z._default(datasetExportJob, {}),
	observedAt: z.optional(isoTime),
	/** Null before the first poll. */
	forecast: forecastOrNone,
	/** Of the outage. */
	attempt: z._default(z.int(), 1),
});
export type PollRequest = z.output<typeof pollRequest>;

export const outcome = z.enum(outcomes);

/** How a watch ended: the input of RecordOutcome. */
export const watchReport = z.object({
	outcome,
	executionArn: z.string(),
	startedAt: isoTime,
	watch,
	observation,
	watchError: z.optional(caughtError),
});
export type WatchReport = z.output<typeof watchReport>;

const actionResult = z.optional(z.object({ error: z.optional(caughtError) }));

/** What the record step answered; without `recordedAt`, the outcome could not be recorded. */
const recording = z.object({ recordedAt: z.optional(isoTime), notificationId: z.optional(z.string()) });

/** The input of NotifyOutcome; `actions` is there if the export succeeded and an action failed. */
export const notificationRequest = z.extend(watchReport, {
	record: z.optional(recording),
	actions: z.optional(z.strictObject({ record: actionResult, notify: actionResult, processing: actionResult })),
});
export type NotificationRequest = z.output<typeof notificationRequest>;

/** The input of StartProcessing. */
export const processingRequest = z.object({
	executionArn: z.string(),
	record: z.required(recording),
	watch,
	observation: z.object({ job: datasetExportJob }),
});
export type ProcessingRequest = z.output<typeof processingRequest>;
