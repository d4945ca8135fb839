import type { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** The dataset types that Personalize exports. */
export type DatasetType = 'INTERACTIONS' | 'ITEMS' | 'USERS';

export interface CatalogProps {
	/** Lower-case letters, digits and underscores. Default: `exportwatch`. */
	readonly databaseName?: string;
	/** For each dataset type that is to have a table: the Avro schema, as an object, that its Personalize schema was created with. */
	readonly schemas: Readonly<Partial<Record<DatasetType, object>>>;
}

/** All optional: without any, everything that is needed is made, and encrypted with keys of AWS. */
export interface ExportWatchProps {
	/**
	 * Encrypts the table, the topic, the buckets, the queue, the logs, the functions' environment, and the definitions and
	 * executions of the state machines, as far as they are made here. What its own policy must say if it is imported: README.md.
	 */
	readonly encryptionKey?: IKey;
	/** Where outcomes are told. */
	readonly topic?: ITopic;
	/** Key `datasetExportJobArn`, a string. */
	readonly recordsTable?: ITable;
	/** Takes `<job>/manifest.json`. */
	readonly manifestBucket?: IBucket;
	/** Where exports are written; the files of a job are listed there. Default: one bucket, which Personalize may write to. */
	readonly exportBuckets?: readonly IBucket[];
	/** The service roles that ExportDatasets may hand to Personalize. Default: one that writes into `exportBuckets`. */
	readonly exportRoles?: readonly IRole[];
	/** Started with the manifest of each successful export. Default: ProcessExport, which makes a Parquet dataset of it. */
	readonly processingStateMachine?: IStateMachine;
	/** Takes the datasets that ProcessExport makes, below `datasets/`. */
	readonly processedBucket?: IBucket;
	/** Of ProcessExport. */
	readonly processing?: {
		/** The share of rows, 0 to 1, that may not fit the dataset's schema. Default: 0.001. */
		readonly toleratedRejectShare?: number;
		/** Whether a dataset's profile shows values of the data: least, greatest, quantiles, most frequent. Default: true. */
		readonly profileValues?: boolean;
	};
	/** Tables for Athena over the datasets that ProcessExport makes. Default: none. */
	readonly catalog?: CatalogProps;
	/** How long after its creation a job is given up, unless a run says otherwise: a minute to 30 days. Default: a day. */
	readonly deadline?: Duration;
	/** Between two looks, unless a run says otherwise. Default: 5 s to 30 min. */
	readonly poll?: { readonly min?: Duration; readonly max?: Duration };
	/** How long logs and, in the buckets made here, exports and manifests, and datasets are kept. Default: 3 months; 30 days. */
	readonly retention?: { readonly logs?: RetentionDays; readonly exports?: Duration; readonly datasets?: Duration };
	/** How far back the sweep looks for jobs that nobody watches, in whole hours. Default: 48 hours. */
	readonly adoptLookBack?: Duration;
	/** Told of every alarm, and of its end. */
	readonly alarmsTopic?: ITopic;
	/** A multiple of a minute. Default: 5 minutes. */
	readonly alarmPeriod?: Duration;
	/** Alarms when no export succeeded for so many hours, 1 to 168. Default: never. */
	readonly noSuccessFor?: Duration;
}
