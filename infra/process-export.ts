import { Duration } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { grantDeleteFolder, grantFolder, grantListBucket, grantReadObjects } from './access/bucket-access.ts';
import { grantKeyThrough } from './access/key-access.ts';
import { grantReadSchemas } from './access/personalize-access.ts';
import { type FunctionDefaults, HandlerFunction } from './handler-function.ts';
import { DEFAULT_BUS, grantNotify } from './outcome-events.ts';
import type { ExportWatchProps } from './props/export-watch-props.ts';
import type { Stores } from './stores/stores.ts';

/** Below it lie the datasets, and in `_staging/` what the steps of a run leave for each other. */
export const DATASETS = 'datasets/';
const STAGING = `${DATASETS}_staging/`;

/** As much as Lambda gives: a file of 8 GiB, unpacked, and its part have to fit. */
const LARGEST_DISK = 10_240;

/** Half of the function's 2 GB; the other half is for Node, and for what DuckDB does not count. */
const duckdb = { DUCKDB_MEMORY_MB: '1000' };

const DEFAULT_TOLERATED_REJECT_SHARE = 0.001;

/** The functions of ProcessExport, each with what it may do. */
export const createProcessingSteps = (
	scope: Construct,
	defaults: FunctionDefaults,
	{ recordsTable, topic, topicKey, manifestBucket, exportBuckets }: Stores,
	processedBucket: IBucket,
	{ toleratedRejectShare = DEFAULT_TOLERATED_REJECT_SHARE, profileValues = true }: ExportWatchProps['processing'] = {},
): Readonly<Record<string, HandlerFunction>> => {
	const timeout = Duration.seconds(890);
	const readExports = (reader: HandlerFunction) => {
		for (const bucket of exportBuckets) {
			grantReadObjects(bucket, reader, '*', 'Each export has a folder of its own, whose name is not known before.');
		}
	};

	const PlanBatches = new HandlerFunction(scope, 'PlanBatches', defaults, {
		environment: { PROCESSED_PATH: `s3://${processedBucket.bucketName}/${DATASETS}` },
		timeout,
		memoryMegabytes: 1_024, // the headers of 100,000 files, and DuckDB's sniffer
	});
	const ofAnyJob = 'A manifest is named after its job, and which jobs there will be is not known before.';
	grantReadObjects(manifestBucket, PlanBatches, '*/manifest.json', ofAnyJob);
	readExports(PlanBatches);
	grantReadSchemas(scope, PlanBatches);
	grantFolder(processedBucket, PlanBatches, STAGING, 's3:PutObject');

	const ConvertFiles = new HandlerFunction(scope, 'ConvertFiles', defaults, {
		environment: duckdb,
		timeout,
		memoryMegabytes: 2_048,
		diskMegabytes: LARGEST_DISK,
	});
	readExports(ConvertFiles);
	grantFolder(processedBucket, ConvertFiles, STAGING, 's3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload');

	const PublishDataset = new HandlerFunction(scope, 'PublishDataset', defaults, {
		environment: {
			...duckdb,
			TOLERATED_REJECT_SHARE: String(toleratedRejectShare),
			PROFILE_VALUES: String(profileValues),
		},
		timeout,
		memoryMegabytes: 2_048,
		diskMegabytes: LARGEST_DISK,
	});
	grantListBucket(processedBucket, PublishDataset);
	grantFolder(processedBucket, PublishDataset, DATASETS, 's3:GetObject', 's3:PutObject', 's3:DeleteObject');

	const ConcludeProcessing = new HandlerFunction(scope, 'ConcludeProcessing', defaults, {
		environment: {
			EXPORT_JOBS_TABLE: recordsTable.tableName,
			OUTCOMES_TOPIC_ARN: topic.topicArn,
			EVENT_BUS_NAME: DEFAULT_BUS,
		},
		timeout, // what 100,000 files have left in the staging folder is not removed in seconds
	});
	recordsTable.grant(ConcludeProcessing, 'dynamodb:UpdateItem');
	grantKeyThrough('dynamodb', recordsTable.encryptionKey, ConcludeProcessing);
	grantNotify(scope, topic, ConcludeProcessing);
	grantKeyThrough('sns', topicKey, ConcludeProcessing);
	grantListBucket(processedBucket, ConcludeProcessing);
	grantDeleteFolder(processedBucket, ConcludeProcessing, STAGING);

	return { PlanBatches, ConvertFiles, PublishDataset, ConcludeProcessing };
};
