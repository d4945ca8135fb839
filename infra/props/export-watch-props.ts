import type { Duration, Size } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Scope } from '#contracts/scope.ts';
import type { IExportAction } from '../actions/export-action.ts';
import type { CatalogProps } from '../catalog/catalog.ts';

/** How ProcessExport treats rows that do not fit, what its profiles show, and how much it works at a time. */
export interface ProcessingOptions {
	/** The share of rows, 0 to 1, that may not fit the dataset's schema. Default: 0.001. */
	readonly toleratedRejectShare?: number;
	/** Whether a dataset's profile shows values of the data: least, greatest, quantiles, most frequent. Default: true. */
	readonly profileValues?: boolean;
	/**
	 * How many batches of some 256 MiB are converted at a time, for each export: 1 to 1,000. Default: 2, so that three
	 * exports leave room for the watches in a new account, which runs 10 functions at a time.
	 */
	readonly batchesAtOnce?: number;
	/** The memory of ConvertFiles, 1,769 to 10,240 MB; each 1,769 MB are a processor and a thread. Default: 3,538 MB. */
	readonly memory?: Size;
}

/** The time between two polls of a job; neither may be over the deadline. */
export interface PollBounds {
	/** The least, a second to an hour. Default: 5 s, or `max` if that is less. */
	readonly min?: Duration;
	/** The most, a second to a day. Default: 30 min, or `min` if that is more. */
	readonly max?: Duration;
}

/** A duration in whole days, or for ever. */
export type Retention = Duration | 'forever';

export interface RetentionOptions {
	/** Logs of functions and state machines. Default: 3 months. `RetentionDays.INFINITE` keeps them for ever. */
	readonly logs?: RetentionDays;
	/** Exports and their manifests. Default: 30 days, because they hold personal data and can be made again. */
	readonly exports?: Retention;
	/** Datasets that ProcessExport made. Default: for ever. */
	readonly datasets?: Retention;
	/** Who read and wrote exports, manifests and datasets. Default: 90 days. */
	readonly accessLogs?: Retention;
}

/** Every prop is optional. What you omit is created, encrypted with AWS keys. */
export interface ExportWatchProps {
	/**
	 * Which jobs are watched: those of these dataset groups, and those whose names begin with this. ExportDatasets exports
	 * datasets within the scope only. Who starts a watch by hand may name any job. Default: every job.
	 */
	readonly scope?: Scope;
	/**
	 * Tells this ExportWatch from others in the same account and Region, whose scopes must have no job in common with this one's:
	 * in the name of the parameter `/exportwatch/<instanceName>`, and in the metrics, alarms and dashboard. Default: `default`.
	 */
	readonly instanceName?: string;
	/**
	 * Encrypts everything that is made here: the table, the topic, the buckets, the queue, the logs, the functions'
	 * environment, and the definitions and executions of the state machines. docs/deploy.md says what the policy of an
	 * imported key must allow. Default: keys of AWS.
	 */
	readonly encryptionKey?: IKey;
	/** Takes the notifications. Default: a new topic, to which nobody subscribes. */
	readonly topic?: ITopic;
	/**
	 * Takes the records. Its partition key must be `datasetExportJobArn`, a string; to be listed, it needs the index of
	 * `RECORDS_BY_OUTCOME`. Default: a new table, which is kept.
	 */
	readonly recordsTable?: ITable;
	/** Takes `<job>/manifest.json`. Default: a new bucket. */
	readonly manifestBucket?: IBucket;
	/** Personalize writes exports there, and StartProcessing lists them. Default: one bucket that Personalize may write to. */
	readonly exportBuckets?: readonly IBucket[];
	/** The service roles that ExportDatasets may hand to Personalize. Default: one that writes into `exportBuckets`. */
	readonly exportRoles?: readonly IRole[];
	/**
	 * The keys, beside those of `exportBuckets`, with which a request of ExportDatasets may have its files encrypted. The
	 * default role and ProcessExport may use them; other keys are refused. Default: none.
	 */
	readonly exportKeys?: readonly IKey[];
	/** Started with the manifest of each successful export. Default: ProcessExport, which makes a Parquet dataset of it. */
	readonly processingStateMachine?: IStateMachine;
	/**
	 * Done after each success, besides notification and processing: LambdaInvoke, SqsSendMessage, SnsPublish,
	 * StepFunctionsStartExecution, or an action of your own, each with the notification of the outcome. The names are those of
	 * the actions in the record; another name is another action. At most 10 with those of `onFailure`. Default: none.
	 */
	readonly onSuccess?: { readonly [name: string]: IExportAction };
	/** The same after every other outcome, FAILED, TIMED_OUT and BROKEN; the notification says which. Default: none. */
	readonly onFailure?: { readonly [name: string]: IExportAction };
	/** Takes the datasets that ProcessExport makes, below `datasets/`. Default: a new bucket, which is kept. */
	readonly processedBucket?: IBucket;
	/** Options of ProcessExport. Default: those of ProcessingOptions. */
	readonly processing?: ProcessingOptions;
	/** Tables for Athena over the datasets that ProcessExport makes. Default: none. */
	readonly catalog?: CatalogProps;
	/** How long after its creation a job is watched, unless a run says otherwise: a minute to 30 days. Default: a day. */
	readonly deadline?: Duration;
	/** The time between two polls, unless a run says otherwise. Default: 5 s to 30 min. */
	readonly poll?: PollBounds;
	/** How long logs are kept, and what is in the buckets made here. Default: those of RetentionOptions. */
	readonly retention?: RetentionOptions;
	/** How far back the sweep searches for jobs that nobody watches, in whole hours. Default: 48 hours. */
	readonly adoptLookBack?: Duration;
	/** Notified when an alarm begins and when it ends. Default: none; the alarms notify nobody. */
	readonly alarmsTopic?: ITopic;
	/** Where your team reads docs/runbook.md; the descriptions of the alarms link to its entries. Default: its path here. */
	readonly runbookUrl?: string;
	/** What an alarm looks at: a multiple of a minute, at most 8 hours. Default: 5 minutes. */
	readonly alarmPeriod?: Duration;
	/** Raises an alarm when no export succeeds for this many hours, 1 to 168. Default: never. */
	readonly noSuccessFor?: Duration;
}
