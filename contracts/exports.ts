import * as z from 'zod/mini';
import { maxLength, minLength } from './lengths.ts';
import { outcomes } from './vocabulary.ts';
import { caughtError } from './watch.ts';

/** `IngestionMode` of the API: bulk imports, records that were put one by one, or both. */
export const ingestionModes = ['BULK', 'PUT', 'ALL'] as const;

/** What ExportDatasets does if some exports fail, but not all. */
export const partialFailureModes = ['fail', 'continue'] as const;

export const tag = z.strictObject({
	tagKey: z.string().check(minLength(1), maxLength(128)),
	tagValue: z.string().check(maxLength(256)),
});

/** One export job to be created. */
export const plannedExport = z.object({
	datasetArn: z.string(),
	datasetType: z.string(),
	jobName: z.string(),
	outputPath: z.string(),
	roleArn: z.string(),
	kmsKeyArn: z.optional(z.string()),
	ingestionMode: z.enum(ingestionModes),
	tags: z.array(tag),
});
export type PlannedExport = z.output<typeof plannedExport>;

/** A dataset that is not exported, and why. */
const excludedDataset = z.object({ datasetArn: z.string(), datasetType: z.string(), reason: z.string() });
export type ExcludedDataset = z.output<typeof excludedDataset>;

export const exportPlan = z.object({
	exports: z.array(plannedExport),
	excluded: z.array(excludedDataset),
	/** The input of each watch, without its job. */
	watchOptions: z.looseObject({}),
	onPartialFailure: z.enum(partialFailureModes),
});
export type ExportPlan = z.output<typeof exportPlan>;

/** How one planned export ended: with its job, if one was created, and its error, if it failed. */
export const exportResult = z.object({
	export: plannedExport,
	job: z.optional(z.object({ datasetExportJobArn: z.string() })),
	error: z.optional(caughtError),
});
export type ExportResult = z.output<typeof exportResult>;

/** One dataset in the summary. */
export const datasetSummary = z.object({
	datasetArn: z.string(),
	datasetType: z.string(),
	jobName: z.string(),
	datasetExportJobArn: z.optional(z.string()),
	outcome: z.enum([...outcomes, 'ACTIONS_FAILED', 'NOT_CREATED', 'UNKNOWN']),
	reason: z.optional(z.string()),
	manifest: z.optional(z.string()),
	fileCount: z.optional(z.int()),
	totalBytes: z.optional(z.int()),
	seconds: z.optional(z.number()).check(z.describe('from the job’s creation to its end')),
});
export type DatasetSummary = z.output<typeof datasetSummary>;

/** The output of ExportDatasets. */
export const exportsSummary = z.object({
	outcome: z.enum(['SUCCEEDED', 'PARTLY_FAILED', 'FAILED']),
	reason: z.string().check(z.describe('which datasets failed and why; empty after a success')),
	datasets: z.array(datasetSummary),
	excluded: z.array(excludedDataset),
});
export type ExportsSummary = z.output<typeof exportsSummary>;

/** That an execution of ExportDatasets ended without a summary: the JSON of the message, and the detail of the event. */
export const exportsStopped = z.object({
	notificationId: z.string().check(z.describe('the same in every repetition: event and message come at least once')),
	outcome: z.literal('EXPORTS_STOPPED'),
	headline: z.string(),
	text: z.string().check(z.describe('the message for people')),
	reason: z.string(),
	remedy: z.string(),
	startedAt: z.iso.datetime(),
	executionArn: z.string(),
});
export type ExportsStopped = z.output<typeof exportsStopped>;
