import * as z from 'zod';
import { shorten } from './text.ts';

/**
 * Every shape that crosses a wall: what starts a watch, what the steps hand each other, and what others read.
 * Times are ISO 8601 in UTC. JSON Schemas of the public ones are generated into docs/contracts/.
 */

const isoTime = z.iso.datetime();

const numberFrom = (kind: 'a number' | 'a whole number', unit: string, min: number, max: number) => {
	const error = ({ input }: { readonly input?: unknown }) =>
		`must be ${kind} of ${unit} from ${min} to ${max}, not ${shorten(input)}`;
	const schema = kind === 'a number' ? z.number({ error }) : z.int({ error });
	return schema.min(min, { error }).max(max, { error });
};

/** How often to look: bounds of the wait between two looks, and what a look costs in seconds of lateness. */
export const poll = z.object({ minSeconds: z.int(), maxSeconds: z.int(), costSeconds: z.number() });
export type Poll = z.output<typeof poll>;

const pollOptions = z
	.strictObject(
		{
			minSeconds: numberFrom('a whole number', 'seconds', 1, 3_600).optional(),
			maxSeconds: numberFrom('a whole number', 'seconds', 1, 86_400).optional(),
			costSeconds: numberFrom('a number', 'seconds', 0.1, 3_600).optional(),
		},
		{
			error: ({ code, input }) =>
				code === 'invalid_type' ? `must be {minSeconds, maxSeconds, costSeconds}, not ${shorten(input)}` : undefined,
		},
	)
	.refine(({ minSeconds = 1, maxSeconds = 86_400 }) => minSeconds <= maxSeconds, {
		path: ['maxSeconds'],
		error: ({ input }) => `must be from minSeconds to 86400, but the two are ${shorten(input)}`,
	});

const flag = z.boolean({ error: ({ input }) => `must be true or false, not ${shorten(input)}` }).optional();

/** `deadlineSeconds` counts from the job's creation; `replay` repeats the handlers; `adopted`: a sweep found the job unwatched. */
export const watchOptionFields = {
	deadlineSeconds: numberFrom('a whole number', 'seconds', 60, 2_592_000).optional(),
	poll: pollOptions.optional(),
	replay: flag,
	adopted: flag,
};

/** The options of one run. */
export const watchOptions = z.strictObject(watchOptionFields);

/** Keys that service integrations and SDKs put beside their results; they say nothing about the job. */
const resultMetadata = {
	AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.unknown().optional(),
	ResponseMetadata: z.unknown().optional(),
	SdkHttpMetadata: z.unknown().optional(),
	SdkResponseMetadata: z.unknown().optional(),
	$metadata: z.unknown().optional(),
};
export const resultMetadataKeys: readonly string[] = Object.keys(resultMetadata);

const eventEnvelope = {
	version: z.string().optional(),
	id: z.string().optional(),
	source: z.string().optional(),
	account: z.string().optional(),
	time: z.string().optional(),
	region: z.string().optional(),
	resources: z.array(z.unknown()).optional(),
	'replay-name': z.string().optional(),
};
export const eventEnvelopeKeys: readonly string[] = ['detail-type', 'detail', ...Object.keys(eventEnvelope)];

export const API_CALL_DETAIL_TYPE = 'AWS API Call via CloudTrail';
export const JOB_CREATED_DETAIL_TYPE = 'Dataset Export Job Created';

/** The tag of an export job whose creator watches it itself; its value is the creating execution. */
export const WATCHED_BY_TAG = 'exportwatch:watched-by';

const jobArn = z
	.string()
	.max(256)
	.regex(/^arn:[^:]+:personalize:[^:]+:\d+:dataset-export-job\/[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/);
const beside = { ...watchOptionFields, ...resultMetadata };

/** Everything that starts a watch. One input may come through several doors as long as all name the same job. */
export const trigger = z.union([
	jobArn,
	z.strictObject({ datasetExportJobArn: jobArn, ...beside }),
	z.strictObject({ DatasetExportJobArn: jobArn, ...beside }),
	z.strictObject({ datasetExportJob: z.looseObject({ datasetExportJobArn: jobArn }), ...beside }),
	z.strictObject({ DatasetExportJob: z.looseObject({ DatasetExportJobArn: jobArn }), ...beside }),
	z.strictObject({
		...eventEnvelope,
		'detail-type': z.literal(API_CALL_DETAIL_TYPE),
		detail: z.looseObject({
			eventSource: z.string(),
			eventName: z.string(),
			errorCode: z.string().optional(),
			errorMessage: z.string().optional(),
			responseElements: z.looseObject({ datasetExportJobArn: jobArn.optional() }).nullish(),
		}),
		...watchOptionFields,
	}),
	z.strictObject({
		...eventEnvelope,
		'detail-type': z.literal(JOB_CREATED_DETAIL_TYPE),
		detail: z.strictObject({ datasetExportJobArn: jobArn, ...watchOptionFields }),
		...watchOptionFields,
	}),
]);

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

/** `IngestionMode` of the API: what was bulk-imported, what was put record by record, or both. */
export const ingestionModes = ['BULK', 'PUT', 'ALL'] as const;

/** The job as `DescribeDatasetExportJob` documents it; what the service left out stays out. */
export const datasetExportJob = z.object({
	jobName: z.string().optional(),
	datasetExportJobArn: z.string().optional(),
	datasetArn: z.string().optional(),
	ingestionMode: z.string().optional(),
	roleArn: z.string().optional(),
	status: z.string().optional(),
	jobOutput: z
		.object({
			s3DataDestination: z.object({ path: z.string().optional(), kmsKeyArn: z.string().optional() }).optional(),
		})
		.optional(),
	creationDateTime: isoTime.optional(),
	lastUpdatedDateTime: isoTime.optional(),
	failureReason: z.string().optional(),
});
export type DatasetExportJob = z.output<typeof datasetExportJob>;

/** One kind of runs of a dataset's exports: the logarithm of the duration is Student-t. */
const runKind = z.object({
	weight: z.number().describe('the chance that the next run is of this kind'),
	medianSeconds: z.number(),
	spread: z.number().describe('scale of ln(duration)'),
	degreesOfFreedom: z.number(),
});
export type RunKind = z.output<typeof runKind>;

/** What the past exports of a dataset say of how long the next one takes: a few numbers instead of the history. */
const posterior = z.object({
	pastExports: z.int().describe('how many it was learned from'),
	kinds: z.array(runKind),
});
export type Posterior = z.output<typeof posterior>;

/** The posterior, and between what ages four runs of five end. */
export const forecast = posterior.extend({
	fromSeconds: z.number(),
	medianSeconds: z.number(),
	toSeconds: z.number(),
});
export type Forecast = z.output<typeof forecast>;

/** What one look saw. Before the first look only the counters stand there. */
export const observation = z.object({
	looks: z.int().describe('describe calls answered so far, this one included'),
	unknownStatusLooks: z.int().describe('how many looks in a row saw a status that is not documented'),
	job: datasetExportJob.optional(),
	status: z.string().optional().describe('the job’s status, or a word for its absence: always there after a look'),
	observedAt: isoTime.optional(),
	isOverdue: z.boolean().optional().describe('the deadline, counted from the job’s creation, has passed'),
	waitSeconds: z.int().optional().describe('how long to wait for the next look'),
	forecast: forecast.nullish().describe('made at the first look, unless the job had ended; the same at all later ones'),
	explanation: z.string().optional().describe('where the job stands, in words'),
	isFailureReasonCut: z.boolean().optional().describe('the reason is longer than the execution’s state can carry'),
});
export type Observation = z.output<typeof observation>;

/** An error as a Catch hands it on: `Cause` is a JSON string when a function threw it. */
export const caughtError = z.object({ Error: z.string(), Cause: z.string().default('') });
export type CaughtError = z.output<typeof caughtError>;

/** The class that a failure's reason falls in; see failure-reasons.ts. */
export const failureCategory = z.enum(['S3_ACCESS', 'KMS', 'OUTPUT_PATH', 'DATASET', 'QUOTA', 'SERVICE', 'UNKNOWN']);
export type FailureCategory = z.output<typeof failureCategory>;

/** How a watch ended. */
export const outcome = z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'BROKEN']);
export type Outcome = z.output<typeof outcome>;

/** What StartProcessing did: an export without files is an answer of its own. */
export const processingAnswer = z.enum(['PROCESSING_STARTED', 'NO_FILES']);

/** The item of one job in the table ExportJobs: the job's own fields, and how its watch ended. */
export const exportJobRecord = datasetExportJob.extend({
	datasetExportJobArn: z.string().describe('the key'),
	jobName: z.string(),
	isFailureReasonCut: z
		.boolean()
		.optional()
		.describe('the reason exceeded what an item may hold; this is its beginning'),
	failureReasonBytes: z.int().optional().describe('only with a cut reason: how long the whole one is'),
	outcome,
	reason: z.string().optional().describe('why it did not succeed, in words, where that is not failureReason'),
	category: failureCategory.optional(),
	remedy: z.string().optional(),
	ownerExecutionArn: z.string().describe('the execution that recorded, told and started processing'),
	looks: z.int(),
	foundLate: z.boolean().describe('the job had ended before anybody watched it'),
	durationSeconds: z.number().optional().describe('from the job’s creation to its last update'),
	detectionSeconds: z.number().optional().describe('from the end of the job to the look that saw it'),
	forecast: forecast
		.omit({ kinds: true })
		.optional()
		.describe('what the first look expected of the duration: four exports of five end from … to'),
	recordedAt: isoTime,
	manifest: z.string().optional().describe('s3:// address of the manifest; written by StartProcessing'),
	processing: processingAnswer.optional(),
	fileCount: z.int().optional(),
	totalBytes: z.int().optional(),
	processingExecutionArn: z.string().optional(),
	dataset: z
		.looseObject({ status: z.enum(['READY', 'FAILED']) })
		.optional()
		.describe('how the last processing of the files ended; see dataset-note.schema.json'),
});
export type ExportJobRecord = z.output<typeof exportJobRecord>;

/** What is told of a watch's end: the body for machines on the topic, and the detail of the event on the bus. */
export const outcomeNotice = z.object({
	outcome: outcome,
	handlersFailed: z
		.boolean()
		.describe('the export succeeded, but recording, telling or starting its processing failed'),
	headline: z.string(),
	text: z.string().describe('the whole notice as a person reads it'),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.string().optional(),
	status: z.string().optional(),
	reason: z.string().optional(),
	category: failureCategory.optional(),
	remedy: z.string().optional(),
	outputPath: z.string().optional(),
	creationDateTime: isoTime.optional(),
	lastUpdatedDateTime: isoTime.optional(),
	durationSeconds: z.number().optional(),
	detectionSeconds: z.number().optional(),
	looks: z.int(),
	executionArn: z.string(),
	executionUrl: z.string(),
	isReplay: z.boolean(),
	foundLate: z.boolean().describe('the job had ended before anybody watched it'),
});
export type OutcomeNotice = z.output<typeof outcomeNotice>;

/** The files that one export job wrote, as listed after it was ACTIVE. */
export const manifest = z.object({
	version: z.literal(1),
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.string().optional(),
	outputPath: z.string(),
	listedAt: isoTime,
	fileCount: z.int(),
	totalBytes: z.int(),
	files: z.array(
		z.object({ bucket: z.string(), key: z.string(), size: z.int(), eTag: z.string(), lastModified: isoTime }),
	),
	leftOut: z.array(
		z.object({
			key: z.string(),
			why: z.enum(['FOLDER_MARKER', 'MARKER_FILE', 'OLDER_THAN_THE_JOB', 'YOUNGER_THAN_THE_JOB']),
		}),
	),
});
export type Manifest = z.output<typeof manifest>;

/** The input of the processing state machine. */
export const processingInput = z.object({
	datasetExportJobArn: z.string(),
	jobName: z.string(),
	datasetArn: z.string().optional(),
	manifest: z.object({ bucket: z.string(), key: z.string() }),
});
export type ProcessingInput = z.output<typeof processingInput>;
