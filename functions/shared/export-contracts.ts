import * as z from 'zod';
import { caughtError, ingestionModes, watchOptionFields } from './contracts.ts';
import { shorten } from './text.ts';

/** The shapes of ExportDatasets: what starts it, what its steps hand each other, and what it ends with. */

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
	z.enum(values, { error: ({ input }) => `must be ${values.join(' or ')}, not ${shorten(input)}` });

const arnOf = (service: string, what: string) =>
	z.string(mustBe(what)).regex(new RegExp(`^arn:[^:]+:${service}:[^:]*:\\d{12}:.+$`), mustBe(what));

const mustBe = (what: string) => ({
	error: ({ input }: { readonly input?: unknown }) =>
		input === undefined ? `is missing; it must be ${what}` : `must be ${what}, not ${shorten(input)}`,
});

const tag = z.strictObject({ tagKey: z.string().min(1).max(128), tagValue: z.string().max(256) });

/** A `startExecution.sync:2` Task may run at most 2,147,483 seconds on the embedded engine: 24 days, and a day to spare. */
const MAX_DEADLINE_SECONDS = 2_073_600;

const target = {
	datasetGroupArn: arnOf('personalize', 'the ARN of a dataset group').optional(),
	datasetArns: z
		.array(arnOf('personalize', 'a list of dataset ARNs'), mustBe('a list of dataset ARNs'))
		.min(1)
		.optional(),
};

/** The input of ExportDatasets. `ingestionMode` is ALL here: the API's own default, PUT, leaves bulk imports out. */
export const exportRequest = z
	.strictObject({
		...target,
		outputPath: z
			.string(mustBe('an S3 folder as s3://bucket/folder/'))
			.regex(/^s3:\/\/[^/]+(\/.*)?$/s, mustBe('an S3 folder as s3://bucket/folder/')),
		roleArn: arnOf('iam', 'the ARN of the service role'),
		kmsKeyArn: arnOf('kms', 'the ARN of a key').optional(),
		ingestionMode: oneOf(ingestionModes).default('ALL'),
		onPartialFailure: oneOf(['fail', 'continue']).default('fail'),
		tags: z.array(tag, mustBe('a list of {tagKey, tagValue}')).max(49).default([]),
		deadlineSeconds: watchOptionFields.deadlineSeconds,
		poll: watchOptionFields.poll,
		AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.unknown().optional(),
	})
	.refine(({ datasetGroupArn, datasetArns }) => (datasetGroupArn === undefined) !== (datasetArns === undefined), {
		path: ['datasetGroupArn'],
		error: 'or datasetArns must be given, and not both',
	})
	.refine(({ deadlineSeconds = 0 }) => deadlineSeconds <= MAX_DEADLINE_SECONDS, {
		path: ['deadlineSeconds'],
		error: `must be at most ${MAX_DEADLINE_SECONDS} here, for the parent to outlast its watches`,
	});
export type ExportRequest = z.output<typeof exportRequest>;

/** One export job to be created. */
export const plannedExport = z.object({
	datasetArn: z.string(),
	datasetType: z.string(),
	jobName: z.string(),
	outputPath: z.string(),
	roleArn: z.string(),
	kmsKeyArn: z.string().optional(),
	ingestionMode: z.enum(ingestionModes),
	tags: z.array(tag),
});
export type PlannedExport = z.output<typeof plannedExport>;

/** A dataset that is not exported, and why. */
export const leftOutDataset = z.object({ datasetArn: z.string(), datasetType: z.string(), why: z.string() });
export type LeftOutDataset = z.output<typeof leftOutDataset>;

export const exportPlan = z.object({
	exports: z.array(plannedExport),
	leftOut: z.array(leftOutDataset),
	watchOptions: z.looseObject({}).describe('the input of each watch beside its job'),
	onPartialFailure: z.enum(['fail', 'continue']),
});
export type ExportPlan = z.output<typeof exportPlan>;

/** What became of one planned export: its job, if one was created, and the error that ended it, if one did. */
export const exportResult = z.object({
	export: plannedExport,
	job: z.object({ datasetExportJobArn: z.string() }).optional(),
	error: caughtError.optional(),
});
export type ExportResult = z.output<typeof exportResult>;

/** One dataset in the summary. */
export const datasetSummary = z.object({
	datasetArn: z.string(),
	datasetType: z.string(),
	jobName: z.string(),
	datasetExportJobArn: z.string().optional(),
	outcome: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'BROKEN', 'HANDLERS_FAILED', 'NOT_CREATED', 'UNKNOWN']),
	reason: z.string().optional(),
	manifest: z.string().optional(),
	fileCount: z.int().optional(),
	totalBytes: z.int().optional(),
	seconds: z.number().optional().describe('from the job’s creation to its end'),
});
export type DatasetSummary = z.output<typeof datasetSummary>;

/** What ExportDatasets ends with. */
export const exportsSummary = z.object({
	outcome: z.enum(['SUCCEEDED', 'PARTLY_FAILED', 'FAILED']),
	reason: z.string().describe('which datasets failed and why; empty after a success'),
	datasets: z.array(datasetSummary),
	leftOut: z.array(leftOutDataset),
});
export type ExportsSummary = z.output<typeof exportsSummary>;
