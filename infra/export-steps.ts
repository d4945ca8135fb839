import { Duration, Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { allow } from './allow.ts';
import { grantExecutions } from './execution-access.ts';
import { HandlerFunction, type House } from './handler-function.ts';
import { grantKeyThrough } from './key-access.ts';
import { grantCreateExportJobs, grantDescribeExportJobs, grantReadDatasets } from './personalize-access.ts';
import type { Stores } from './stores.ts';
import type { Workflow } from './workflow.ts';

/** The functions of ExportDatasets, each with what it may do. */
export const createExportSteps = (
	scope: Construct,
	house: House,
	{ recordsTable, exportRoles }: Stores,
): Readonly<Record<string, HandlerFunction>> => {
	const PlanExports = new HandlerFunction(scope, 'PlanExports', house, { timeout: Duration.seconds(55) });
	grantReadDatasets(scope, PlanExports);

	const CreateExportJob = new HandlerFunction(scope, 'CreateExportJob', house);
	grantCreateExportJobs(scope, CreateExportJob, exportRoles);
	grantDescribeExportJobs(scope, CreateExportJob);

	const SummariseExport = new HandlerFunction(scope, 'SummariseExport', house, {
		environment: { EXPORT_JOBS_TABLE: recordsTable.tableName },
	});
	recordsTable.grant(SummariseExport, 'dynamodb:GetItem');
	grantKeyThrough('dynamodb', recordsTable.encryptionKey, SummariseExport);

	const ConcludeExports = new HandlerFunction(scope, 'ConcludeExports', house);

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
