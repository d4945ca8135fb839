import type { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { ADOPT_LOOK_BACK_HOURS } from '#contracts/vocabulary.ts';
import { settings } from '#functions/watch-export/adopt-exports/settings.ts';
import { readSweepSchedule } from '#statemachine/read-rules.ts';
import { grantListDatasets, grantListExportJobs } from '../access/personalize-access.ts';
import { grantTable } from '../access/table-access.ts';
import type { Instance } from '../props/instance.ts';
import { type FunctionDefaults, HandlerFunction } from '../shared/handler-function.ts';
import type { Stores } from '../stores/stores.ts';
import type { WorkflowStateMachine } from '../workflows/workflow-state-machine.ts';

interface AdoptExportsProps {
	readonly stores: Stores;
	readonly defaults: FunctionDefaults;
	readonly instance: Instance;
	readonly watchExport: WorkflowStateMachine;
	readonly lookBack: Duration | undefined;
}

/** Starts a watch, on a schedule, for each job that nobody watches. No retry: the next sweep finds the same jobs. */
export class AdoptExports extends Construct {
	readonly function: HandlerFunction;

	constructor(scope: Construct, id: string, props: AdoptExportsProps) {
		super(scope, id);
		const { defaults, instance, watchExport, lookBack } = props;
		const { recordsTable, deadLetters } = props.stores;

		this.function = new HandlerFunction(this, {
			settings,
			defaults,
			environment: {
				EXPORT_JOBS_TABLE: recordsTable.tableName,
				WATCH_EXPORT_STATE_MACHINE_ARN: watchExport.stateMachineArn,
				ADOPT_LOOK_BACK_HOURS: String(lookBack?.toHours() ?? ADOPT_LOOK_BACK_HOURS),
				WATCH_SCOPE: JSON.stringify(instance.scope),
				INSTANCE_NAME: instance.name,
			},
		});
		this.function.configureAsyncInvoke({ retryAttempts: 0 });
		grantListExportJobs(this.function);
		if (instance.scope.datasetGroupArns) grantListDatasets(this.function);
		grantTable(recordsTable, this.function, 'dynamodb:BatchGetItem');
		watchExport.grant(this.function, 'states:ListExecutions', 'states:StartExecution');
		watchExport.grantDescribeExecutions(this.function);

		new Rule(this, 'Sweep', {
			schedule: Schedule.expression(readSweepSchedule()),
			targets: [new LambdaFunction(this.function, { deadLetterQueue: deadLetters })],
		});
	}
}
