import { Architecture, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
	DATASETS_FOLDER,
	duckdbEnvironment,
	EVENT_BUS_NAME,
	manifestKey,
	processingDefaults,
	STAGING_FOLDER,
} from '#contracts/vocabulary.ts';
import { settings as concludeProcessing } from '#functions/process-export/conclude-processing/settings.ts';
import { settings as convertFiles } from '#functions/process-export/convert-files/settings.ts';
import { settings as planBatches } from '#functions/process-export/plan-batches/settings.ts';
import { settings as publishDataset } from '#functions/process-export/publish-dataset/settings.ts';
import { duckdbCode } from '#infra/bundling/function-code.ts';
import { grantListBucket, grantObjects } from '../access/bucket-access.ts';
import { grantKeyThrough } from '../access/key-access.ts';
import { grantNotify } from '../access/notify-access.ts';
import { grantReadSchemas } from '../access/personalize-access.ts';
import { grantTable } from '../access/table-access.ts';
import type { ProcessingOptions } from '../props/export-watch-props.ts';
import { type FunctionDefaults, HandlerFunction } from '../shared/handler-function.ts';
import type { Stores } from '../stores/stores.ts';
import { WorkflowStateMachine } from './workflow-state-machine.ts';

interface ProcessExportProps {
	readonly stores: Stores;
	readonly defaults: FunctionDefaults;
	readonly processedBucket: IBucket;
	readonly options: ProcessingOptions | undefined;
}

/** Makes a Parquet dataset of the files of one export. */
export class ProcessExport extends Construct {
	readonly planBatches: HandlerFunction;
	readonly convertFiles: HandlerFunction;
	readonly publishDataset: HandlerFunction;
	readonly concludeProcessing: HandlerFunction;
	readonly stateMachine: WorkflowStateMachine;

	constructor(scope: Construct, id: string, props: ProcessExportProps) {
		super(scope, id);
		const { stores, defaults, processedBucket, options = {} } = props;
		const { recordsTable, topic, manifestBucket } = stores;
		const { toleratedRejectShare, profileValues, batchesAtOnce, memory } = options;
		const converting = { ...convertFiles, ...(memory && { memoryMegabytes: memory.toMebibytes() }) };
		const staging = `${DATASETS_FOLDER}${STAGING_FOLDER}*`;

		const path = { PROCESSED_PATH: `s3://${processedBucket.bucketName}/${DATASETS_FOLDER}` };

		const duckdb = new LayerVersion(this, 'DuckDB', {
			code: duckdbCode(),
			compatibleArchitectures: [Architecture.ARM_64],
			compatibleRuntimes: [Runtime.NODEJS_24_X],
		});

		this.planBatches = new HandlerFunction(this, {
			settings: planBatches,
			defaults,
			environment: {
				...path,
				BATCHES_AT_ONCE: String(batchesAtOnce ?? processingDefaults.batchesAtOnce),
			},
		});
		grantListBucket(manifestBucket, this.planBatches);
		grantObjects(manifestBucket, this.planBatches, manifestKey('*'), 's3:GetObject');
		grantReadExports(stores, this.planBatches);
		grantReadSchemas(this.planBatches);
		grantObjects(processedBucket, this.planBatches, staging, 's3:PutObject');

		this.convertFiles = new HandlerFunction(this, {
			settings: converting,
			defaults,
			layers: [duckdb],
			environment: {
				...path,
				...duckdbEnvironment(converting),
			},
		});
		grantReadExports(stores, this.convertFiles);
		grantObjects(
			processedBucket,
			this.convertFiles,
			staging,
			's3:GetObject',
			's3:PutObject',
			's3:AbortMultipartUpload',
		);

		this.publishDataset = new HandlerFunction(this, {
			settings: publishDataset,
			defaults,
			layers: [duckdb],
			environment: {
				...path,
				...duckdbEnvironment(publishDataset),
				TOLERATED_REJECT_SHARE: String(toleratedRejectShare ?? processingDefaults.toleratedRejectShare),
				PROFILE_VALUES: String(profileValues ?? processingDefaults.profileValues),
			},
		});
		grantListBucket(processedBucket, this.publishDataset);
		grantObjects(
			processedBucket,
			this.publishDataset,
			`${DATASETS_FOLDER}*`,
			's3:GetObject',
			's3:PutObject',
			's3:DeleteObject',
		);

		this.concludeProcessing = new HandlerFunction(this, {
			settings: concludeProcessing,
			defaults,
			environment: {
				...path,
				EXPORT_JOBS_TABLE: recordsTable.tableName,
				OUTCOMES_TOPIC_ARN: topic.topicArn,
				EVENT_BUS_NAME,
			},
		});
		grantTable(recordsTable, this.concludeProcessing, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
		grantNotify(stores, this.concludeProcessing);
		grantListBucket(processedBucket, this.concludeProcessing);
		grantObjects(processedBucket, this.concludeProcessing, staging, 's3:DeleteObject');

		this.stateMachine = new WorkflowStateMachine(this, 'StateMachine', {
			defaults,
			workflow: 'ProcessExport',
			functions: [this.planBatches, this.convertFiles, this.publishDataset, this.concludeProcessing],
		});
	}
}

const grantReadExports = ({ exportBuckets, exportKeys }: Stores, grantee: HandlerFunction): void => {
	for (const key of exportKeys) grantKeyThrough('s3', key, grantee, ['kms:Decrypt']);
	for (const bucket of exportBuckets) {
		grantListBucket(bucket, grantee);
		grantObjects(bucket, grantee, '*', 's3:GetObject');
	}
};
