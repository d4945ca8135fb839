import * as z from 'zod/mini';

/**
 * What the steps of a watch hand each other. Times are ISO 8601 in UTC.
 */

const isoTime = z.iso.datetime();

/** How often to look: bounds of the wait between two looks, and what a look costs in seconds of lateness. */
export const poll = z.object({ minSeconds: z.int(), maxSeconds: z.int(), costSeconds: z.number() });
export type PollOptions = z.output<typeof poll>;

/** What AcceptTrigger makes of any trigger it accepts. */
export const watch = z.object({
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	deadlineSeconds: z.int(),
	poll,
	replay: z.boolean(),
	adopted: z.boolean(),
});
export type Watch = z.output<typeof watch>;

/** The job as `DescribeDatasetExportJob` documents it; what the service left out stays out. */
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

/** One kind of runs of a dataset's exports: the logarithm of the duration is Student-t. */
const runKind = z.object({
	/** The chance that the next run is of this kind. */
	weight: z.number(),
	medianSeconds: z.number(),
	/** Scale of ln(duration). */
	spread: z.number(),
	degreesOfFreedom: z.number(),
});
export type RunKind = z.output<typeof runKind>;

/** What the past exports of a dataset say of how long the next one takes: a few numbers instead of the history. */
const posterior = z.object({
	/** How many it was learned from. */
	pastExports: z.int(),
	kinds: z.array(runKind),
});
export type Posterior = z.output<typeof posterior>;

/** The posterior, and between what ages four runs of five end. */
export const forecast = z.extend(posterior, {
	fromSeconds: z.number(),
	medianSeconds: z.number(),
	toSeconds: z.number(),
});
export type Forecast = z.output<typeof forecast>;

/** What one look saw. Before the first look only the counters stand there. */
export const observation = z.object({
	/** Describe calls answered so far, this one included. */
	polls: z.int(),
	/** How many looks in a row saw a status that is not documented. */
	unknownStatusPolls: z.int(),
	job: z.optional(datasetExportJob),
	/** The job's status, or a word for its absence: always there after a look. */
	status: z.optional(z.string()),
	observedAt: z.optional(isoTime),
	/** The deadline, counted from the job's creation, has passed. */
	isOverdue: z.optional(z.boolean()),
	/** How long to wait for the next look. */
	waitSeconds: z.optional(z.int()),
	/** Made at the first look, unless the job had ended; the same at all later ones. */
	forecast: z.nullish(forecast),
	/** Where the job stands, in words. */
	explanation: z.optional(z.string()),
	/** The reason is longer than the execution's state can carry. */
	isFailureReasonCut: z.optional(z.boolean()),
});
export type Observation = z.output<typeof observation>;

/** How a watch ended. */
export const outcome = z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'BROKEN']);
export type Outcome = z.output<typeof outcome>;

/** An error as a Catch hands it on: `Cause` is a JSON string when a function threw it. */
export const caughtError = z.object({ Error: z.string(), Cause: z._default(z.string(), '') });
export type CaughtError = z.output<typeof caughtError>;

/** What a watch knows when it ends: the input of the steps that record and tell. */
export const watchReport = z.object({
	outcome,
	executionArn: z.string(),
	startedAt: isoTime,
	watch,
	observation,
	watchError: z.optional(caughtError),
});
export type WatchReport = z.output<typeof watchReport>;
