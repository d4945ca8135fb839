import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { grantExecutions } from './access/execution-access.ts';
import { grantKeyThrough } from './access/key-access.ts';
import { grantListExportJobs } from './access/personalize-access.ts';
import { type FunctionDefaults, HandlerFunction } from './handler-function.ts';
import { DEFAULT_BUS, grantNotify } from './outcome-events.ts';
import type { Stores } from './stores/stores.ts';
import type { Workflow } from './workflow.ts';

/** Finds jobs that nobody watches. No retry and no dead letter: the next sweep finds the same jobs. */
export const createAdoptExports = (
	scope: Construct,
	defaults: FunctionDefaults,
	watchExport: Workflow,
	{ recordsTable }: Stores,
	lookBack: Duration,
): HandlerFunction => {
	const AdoptExports = new HandlerFunction(scope, 'AdoptExports', defaults, {
		environment: {
			EXPORT_JOBS_TABLE: recordsTable.tableName,
			WATCH_EXPORT_STATE_MACHINE_ARN: watchExport.stateMachineArn,
			ADOPT_LOOK_BACK_HOURS: String(lookBack.toHours()),
		},
		timeout: Duration.seconds(900),
	});
	AdoptExports.configureAsyncInvoke({ retryAttempts: 0 });
	grantListExportJobs(AdoptExports);
	recordsTable.grant(AdoptExports, 'dynamodb:BatchGetItem');
	grantKeyThrough('dynamodb', recordsTable.encryptionKey, AdoptExports);
	watchExport.grant(AdoptExports, 'states:ListExecutions', 'states:StartExecution');
	grantExecutions(watchExport, AdoptExports);
	return AdoptExports;
};

/** Records and tells what no step inside the workflow sees: that it was stopped from outside, or timed out. */
export const createRecordStoppedWatch = (
	scope: Construct,
	defaults: FunctionDefaults,
	watchExport: Workflow,
	{ recordsTable, topic, topicKey, deadLetters }: Stores,
): HandlerFunction => {
	const RecordStoppedWatch = new HandlerFunction(scope, 'RecordStoppedWatch', defaults, {
		environment: {
			EXPORT_JOBS_TABLE: recordsTable.tableName,
			OUTCOMES_TOPIC_ARN: topic.topicArn,
			EVENT_BUS_NAME: DEFAULT_BUS,
		},
		deadLetterQueue: deadLetters,
	});
	grantExecutions(watchExport, RecordStoppedWatch);
	recordsTable.grant(RecordStoppedWatch, 'dynamodb:PutItem');
	grantKeyThrough('dynamodb', recordsTable.encryptionKey, RecordStoppedWatch);
	grantNotify(scope, topic, RecordStoppedWatch);
	grantKeyThrough('sns', topicKey, RecordStoppedWatch);
	grantKeyThrough('sqs', deadLetters.encryptionMasterKey, RecordStoppedWatch);
	return RecordStoppedWatch;
};
