import { Construct } from 'constructs';
import { AWS_CONSOLE, EVENT_BUS_NAME } from '#contracts/vocabulary.ts';
import { settings } from '#functions/watch-export/record-stopped-watch/settings.ts';
import { grantTable } from '../access/table-access.ts';
import { allowActions, type BoundActions, variableOf } from '../actions/bind-actions.ts';
import type { Instance } from '../props/instance.ts';
import { type FunctionDefaults, HandlerFunction } from '../shared/handler-function.ts';
import type { Stores } from '../stores/stores.ts';
import type { WorkflowStateMachine } from '../workflows/workflow-state-machine.ts';
import { reportStoppedExecutions } from './report-stopped-executions.ts';

interface RecordStoppedWatchProps {
	readonly stores: Stores;
	readonly defaults: FunctionDefaults;
	readonly instance: Instance;
	readonly watchExport: WorkflowStateMachine;
	readonly ownActions: BoundActions;
}

/** Records a watch that was stopped, timed out or failed by itself, and notifies of it: no step of the workflow can. */
export class RecordStoppedWatch extends Construct {
	readonly function: HandlerFunction;

	constructor(scope: Construct, id: string, props: RecordStoppedWatchProps) {
		super(scope, id);
		const { stores, defaults, instance, watchExport } = props;
		const { recordsTable, topic, deadLetters } = stores;
		// It records no success.
		const ownActions = { ...props.ownActions, onSuccess: {} };

		this.function = new HandlerFunction(this, {
			settings,
			defaults,
			deadLetterQueue: deadLetters,
			environment: {
				EXPORT_JOBS_TABLE: recordsTable.tableName,
				OUTCOMES_TOPIC_ARN: topic.topicArn,
				EVENT_BUS_NAME,
				LINKED_CONSOLE: AWS_CONSOLE,
				WATCH_EXPORT_STATE_MACHINE_ARN: watchExport.stateMachineArn,
				INSTANCE_NAME: instance.name,
				OWN_ACTIONS: variableOf(ownActions),
			},
		});
		watchExport.grantStartExecution(this.function);
		grantTable(recordsTable, this.function, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
		allowActions(ownActions, this.function);
		reportStoppedExecutions(this, watchExport, this.function, stores);
	}
}
