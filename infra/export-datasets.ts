import { Duration, Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { allow } from './access/allow.ts';
import { grantExecutions } from './access/execution-access.ts';
import { grantKeyThrough } from './access/key-access.ts';
import { grantCreateExportJobs, grantDescribeExportJobs, grantReadDatasets } from './access/personalize-access.ts';
import { type FunctionDefaults, HandlerFunction } from './handler-function.ts';
import type { Stores } from './stores/stores.ts';
import type { Workflow } from './workflow.ts';

/** The functions of ExportDatasets, each with what it may do. */
export const createExportSteps = (
	scope: Construct,
	defaults: FunctionDefaults,
	{ recordsTable, exportRoles }: Stores,
): Readonly<Record<string, HandlerFunction>> => {
	const PlanExports = new HandlerFunction(scope, 'PlanExports', defaults, { timeout: Duration.seconds(55) });
	grantReadDatasets(scope, PlanExports);

	const CreateExportJob = new HandlerFunction(scope, 'CreateExportJob', defaults);
	grantCreateExportJobs(scope, CreateExportJob, exportRoles);
	grantDescribeExportJobs(scope, CreateExportJob);

	const SummariseExport = new HandlerFunction(scope, 'SummariseExport', defaults, {
		environment: { EXPORT_JOBS_TABLE: recordsTable.tableName },
	});
	recordsTable.grant(SummariseExport, 'dynamodb:GetItem');
	grantKeyThrough('dynamodb', recordsTable.encryptionKey, SummariseExport);

	const ConcludeExports = new HandlerFunction(scope, 'ConcludeExports', defaults);

	return { PlanExports, CreateExportJob, SummariseExport, ConcludeExports };
};

/** What `states:startExecution.sync:2` needs: to start the child, to see and stop it, and the rule by which it hears of its end. */
export const grantRunToEnd = (parent: StateMachine, child: Workflow): void => {
	child.grantStartExecution(parent);
	grantExecutions(child, parent, 'states:StopExecution');
	allow(parent, {
		actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
		resources: [
			Stack.of(parent).formatArn({
				service: 'events',
				resource: 'rule',
				resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
			}),
		],
	});
};
