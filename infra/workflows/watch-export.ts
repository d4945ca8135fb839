import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { AWS_CONSOLE, EVENT_BUS_NAME, manifestKey } from '#contracts/vocabulary.ts';
import type { WatchDefaults } from '#contracts/watch-defaults.ts';
import { settings as acceptTrigger } from '#functions/watch-export/accept-trigger/settings.ts';
import { settings as describeExportJob } from '#functions/watch-export/describe-export-job/settings.ts';
import { settings as notifyOutcome } from '#functions/watch-export/notify-outcome/settings.ts';
import { settings as recordOutcome } from '#functions/watch-export/record-outcome/settings.ts';
import { settings as startProcessing } from '#functions/watch-export/start-processing/settings.ts';
import { readStartRules } from '#statemachine/read-rules.ts';
import { grantListBucket, grantObjects } from '../access/bucket-access.ts';
import { grantExecutions } from '../access/execution-access.ts';
import { grantNotify } from '../access/notify-access.ts';
import { grantDescribeExportJobs, grantListExportJobs } from '../access/personalize-access.ts';
import { grantTable } from '../access/table-access.ts';
import { allowActions, type BoundActions, variableOf } from '../actions/bind-actions.ts';
import type { Instance } from '../props/instance.ts';
import { addRule } from '../shared/add-rule.ts';
import { type FunctionDefaults, HandlerFunction } from '../shared/handler-function.ts';
import type { Stores } from '../stores/stores.ts';
import { WorkflowStateMachine } from './workflow-state-machine.ts';

interface WatchExportProps {
	readonly stores: Stores;
	readonly defaults: FunctionDefaults;
	readonly instance: Instance;
	readonly watchDefaults: WatchDefaults;
	readonly processingStateMachine: IStateMachine;
	readonly ownActions: BoundActions;
}

/** Watches one export job to its end; the rules start it for each job that is created. */
export class WatchExport extends Construct {
	readonly acceptTrigger: HandlerFunction;
	readonly describeExportJob: HandlerFunction;
	readonly recordOutcome: HandlerFunction;
	readonly notifyOutcome: HandlerFunction;
	readonly startProcessing: HandlerFunction;
	readonly stateMachine: WorkflowStateMachine;
	private readonly instance: Instance;

	constructor(scope: Construct, id: string, props: WatchExportProps) {
		super(scope, id);
		this.instance = props.instance;
		const { stores, defaults, instance, watchDefaults, processingStateMachine, ownActions } = props;
		const { recordsTable, topic, manifestBucket, exportBuckets } = stores;

		this.acceptTrigger = new HandlerFunction(this, {
			settings: acceptTrigger,
			defaults,
			environment: {
				WATCH_DEFAULTS: JSON.stringify(watchDefaults),
				WATCH_SCOPE: JSON.stringify(instance.scope),
			},
		});

		this.describeExportJob = new HandlerFunction(this, { settings: describeExportJob, defaults });
		grantDescribeExportJobs(this.describeExportJob);
		grantListExportJobs(this.describeExportJob);

		this.recordOutcome = new HandlerFunction(this, {
			settings: recordOutcome,
			defaults,
			environment: {
				EXPORT_JOBS_TABLE: recordsTable.tableName,
				INSTANCE_NAME: instance.name,
				OWN_ACTIONS: variableOf(ownActions),
			},
		});
		grantDescribeExportJobs(this.recordOutcome);
		grantTable(recordsTable, this.recordOutcome, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');

		this.notifyOutcome = new HandlerFunction(this, {
			settings: notifyOutcome,
			defaults,
			environment: {
				EXPORT_JOBS_TABLE: recordsTable.tableName,
				OUTCOMES_TOPIC_ARN: topic.topicArn,
				EVENT_BUS_NAME,
				LINKED_CONSOLE: AWS_CONSOLE,
				OWN_ACTIONS: variableOf(ownActions),
			},
		});
		grantTable(recordsTable, this.notifyOutcome, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
		grantNotify(stores, this.notifyOutcome);
		allowActions(ownActions, this.notifyOutcome);

		this.startProcessing = new HandlerFunction(this, {
			settings: startProcessing,
			defaults,
			environment: {
				EXPORT_JOBS_TABLE: recordsTable.tableName,
				MANIFEST_BUCKET: manifestBucket.bucketName,
				PROCESSING_STATE_MACHINE_ARN: processingStateMachine.stateMachineArn,
			},
		});
		for (const bucket of exportBuckets) grantListBucket(bucket, this.startProcessing);
		grantObjects(manifestBucket, this.startProcessing, manifestKey('*'), 's3:PutObject');
		processingStateMachine.grantStartExecution(this.startProcessing);
		grantDescribeProcessing(processingStateMachine, this.startProcessing);
		grantTable(recordsTable, this.startProcessing, 'dynamodb:GetItem', 'dynamodb:UpdateItem');

		this.stateMachine = new WorkflowStateMachine(this, 'StateMachine', {
			defaults,
			workflow: 'WatchExport',
			functions: [
				this.acceptTrigger,
				this.describeExportJob,
				this.recordOutcome,
				this.notifyOutcome,
				this.startProcessing,
			],
		});
		this.stateMachine.grantDescribeExecutionsToOwn(this.recordOutcome);
	}

	/** Starts a watch for each job within the scope that is created, except by this function: ExportDatasets watches its jobs itself. */
	startByRules(createExportJob: HandlerFunction, deadLetterQueue: IQueue): void {
		// HandlerFunction gives each function a role.
		for (const rule of readStartRules((createExportJob.role as IRole).roleArn, this.instance.scope)) {
			addRule(this, rule, new SfnStateMachine(this.stateMachine, { deadLetterQueue }));
		}
	}
}

/** An encrypted state machine of a team's own has to let StartProcessing use its key by itself. */
const grantDescribeProcessing = (stateMachine: IStateMachine, grantee: HandlerFunction): void =>
	stateMachine instanceof WorkflowStateMachine
		? stateMachine.grantDescribeExecutions(grantee)
		: grantExecutions(stateMachine, grantee, 'states:DescribeExecution');
