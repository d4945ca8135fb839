import { Duration } from 'aws-cdk-lib';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { grantListBucket, grantPutManifests } from './access/bucket-access.ts';
import { grantKeyThrough } from './access/key-access.ts';
import { grantDescribeExportJobs, grantListExportJobs } from './access/personalize-access.ts';
import { type FunctionDefaults, HandlerFunction } from './handler-function.ts';
import { DEFAULT_BUS, grantNotify } from './outcome-events.ts';
import type { WatchDefaults } from './props/watch-defaults.ts';
import type { Stores } from './stores/stores.ts';

export interface WatchStepsProps extends Stores {
	readonly processingStateMachine: IStateMachine;
	readonly watchDefaults: WatchDefaults;
}

/** The functions of WatchExport, each with what it may do. */
export const createWatchSteps = (
	scope: Construct,
	defaults: FunctionDefaults,
	{
		recordsTable,
		topic,
		topicKey,
		manifestBucket,
		exportBuckets,
		processingStateMachine,
		watchDefaults,
	}: WatchStepsProps,
): Readonly<Record<string, HandlerFunction>> => {
	const AcceptTrigger = new HandlerFunction(scope, 'AcceptTrigger', defaults, {
		environment: {
			WATCH_DEADLINE_SECONDS: String(watchDefaults.deadlineSeconds),
			WATCH_POLL_MIN_SECONDS: String(watchDefaults.minSeconds),
			WATCH_POLL_MAX_SECONDS: String(watchDefaults.maxSeconds),
		},
	});

	const DescribeExportJob = new HandlerFunction(scope, 'DescribeExportJob', defaults);
	grantDescribeExportJobs(scope, DescribeExportJob);
	grantListExportJobs(DescribeExportJob);

	const RecordOutcome = new HandlerFunction(scope, 'RecordOutcome', defaults, {
		environment: { EXPORT_JOBS_TABLE: recordsTable.tableName },
	});
	grantDescribeExportJobs(scope, RecordOutcome);
	recordsTable.grant(RecordOutcome, 'dynamodb:PutItem');
	grantKeyThrough('dynamodb', recordsTable.encryptionKey, RecordOutcome);

	const NotifyOutcome = new HandlerFunction(scope, 'NotifyOutcome', defaults, {
		environment: { OUTCOMES_TOPIC_ARN: topic.topicArn, EVENT_BUS_NAME: DEFAULT_BUS },
	});
	grantNotify(scope, topic, NotifyOutcome);
	grantKeyThrough('sns', topicKey, NotifyOutcome);

	const StartProcessing = new HandlerFunction(scope, 'StartProcessing', defaults, {
		environment: {
			EXPORT_JOBS_TABLE: recordsTable.tableName,
			MANIFEST_BUCKET: manifestBucket.bucketName,
			PROCESSING_STATE_MACHINE_ARN: processingStateMachine.stateMachineArn,
		},
		timeout: Duration.seconds(290),
	});
	for (const bucket of exportBuckets) grantListBucket(bucket, StartProcessing);
	grantPutManifests(manifestBucket, StartProcessing);
	processingStateMachine.grantStartExecution(StartProcessing);
	recordsTable.grant(StartProcessing, 'dynamodb:UpdateItem');
	grantKeyThrough('dynamodb', recordsTable.encryptionKey, StartProcessing);

	return { AcceptTrigger, DescribeExportJob, RecordOutcome, NotifyOutcome, StartProcessing };
};
