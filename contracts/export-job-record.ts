import * as z from 'zod/mini';
import { type Action, actions, datasetOutcomes } from './vocabulary.ts';
import { datasetExportJob, forecast, outcome } from './watch.ts';

/** Guessed from keywords of the failure's reason; see functions/watch-export/outcome/classify-failure.ts. */
export const failureCategory = z.enum(['S3_ACCESS', 'KMS', 'OUTPUT_PATH', 'DATASET', 'QUOTA', 'SERVICE', 'UNKNOWN']);
export type FailureCategory = z.output<typeof failureCategory>;

/** Whether StartProcessing found files to process. */
const processingAnswer = z.enum(['PROCESSING_STARTED', 'NO_FILES']);
export type ProcessingAnswer = z.output<typeof processingAnswer>;

/** Whether an action is done. `STARTED` stays if nobody knows whether it was done; then it is repeated. */
export const recordedAction = z.object({
	status: z.enum(['UNDONE', 'STARTED', 'DONE']),
	executionArn: z.optional(z.string()).check(z.describe('of the watch that started or did it')),
	startedAt: z.optional(z.iso.datetime()),
	claimId: z
		.optional(z.string())
		.check(z.describe('of the function that is doing it; for a minute nobody else does it')),
	doneAt: z.optional(z.iso.datetime()),
	id: z.optional(z.string()).check(z.describe('of the event, the message or the execution')),
});
export type RecordedAction = z.output<typeof recordedAction>;

const eachAction = Object.fromEntries(actions.map((action) => [action, recordedAction])) as Readonly<
	Record<Action, typeof recordedAction>
>;

/** The item of one job in the table ExportJobs: the fields of the job, and how its watch ended. */
export const exportJobRecord = z.extend(datasetExportJob, {
	datasetExportJobArn: z.string().check(z.describe('the key')),
	jobName: z.string(),
	isFailureReasonCut: z
		.optional(z.boolean())
		.check(
			z.describe('failureReason is only the beginning: an item cannot hold it all, or the rest could not be read'),
		),
	failureReasonBytes: z.optional(z.int()).check(z.describe('length of the whole reason, if an item cannot hold it')),
	outcome,
	reason: z
		.optional(z.string())
		.check(z.describe('why the watch did not succeed; after FAILED, failureReason says it')),
	watchError: z.optional(z.string()).check(z.describe('the name of the error that broke the watch')),
	category: z.optional(failureCategory),
	remedy: z.optional(z.string()),
	ownerExecutionArn: z
		.string()
		.check(
			z.describe('the execution that has to do what is undone: the one that recorded the outcome, or a later one'),
		),
	notificationId: z.string().check(z.describe('the same in every repetition of the event and of the message')),
	actions: z
		.catchall(z.partial(z.object(eachAction)), recordedAction)
		.check(z.describe('what follows the outcome, and whether it is done; actions of a team by the names that it gave')),
	actionsFailed: z
		.optional(z.object({ executionArn: z.string(), event: recordedAction, message: recordedAction }))
		.check(z.describe('the last notification that actions had failed')),
	isReplay: z.boolean(),
	polls: z.int(),
	foundLate: z.boolean().check(z.describe('the job ended before anybody watched it')),
	durationSeconds: z.optional(z.number()).check(z.describe('from the job’s creation to its last update')),
	detectionSeconds: z.optional(z.number()).check(z.describe('from the end of the job to the poll that found it')),
	forecast: z
		.optional(z.omit(forecast, { kinds: true }))
		.check(z.describe('made at the first poll: four of five exports take fromSeconds to toSeconds')),
	recordedAt: z.iso.datetime(),
	manifest: z
		.optional(z.string())
		.check(z.describe('s3:// address of the manifest; like the next four fields, written by StartProcessing')),
	processing: z.optional(processingAnswer),
	fileCount: z.optional(z.int()),
	totalBytes: z.optional(z.int()),
	processingExecutionArn: z.optional(z.string()),
	dataset: z
		.optional(z.looseObject({ status: z.enum(datasetOutcomes) }))
		.check(
			z.describe(
				'how the processing ended that made the dataset, or the last one if none has; see recorded-dataset.schema.json',
			),
		),
	datasetFailure: z
		.optional(z.looseObject({ status: z.literal('FAILED') }))
		.check(z.describe('how a later processing failed; the dataset still stands; see recorded-dataset.schema.json')),
});
export type ExportJobRecord = z.output<typeof exportJobRecord>;
