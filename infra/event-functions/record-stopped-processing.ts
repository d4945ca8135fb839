import { Construct } from 'constructs';
import { EVENT_BUS_NAME } from '#contracts/vocabulary.ts';
import { settings } from '#functions/process-export/record-stopped-processing/settings.ts';
import { grantTable } from '../access/table-access.ts';
import { type FunctionDefaults, HandlerFunction } from '../shared/handler-function.ts';
import type { Stores } from '../stores/stores.ts';
import type { WorkflowStateMachine } from '../workflows/workflow-state-machine.ts';
import { reportStoppedExecutions } from './report-stopped-executions.ts';

interface RecordStoppedProcessingProps {
	readonly stores: Stores;
	readonly defaults: FunctionDefaults;
	readonly processExport: WorkflowStateMachine;
}

/** Records a processing that was stopped, timed out or failed by itself, and notifies of it. */
export class RecordStoppedProcessing extends Construct {
	readonly function: HandlerFunction;

	constructor(scope: Construct, id: string, props: RecordStoppedProcessingProps) {
		super(scope, id);
		const { stores, defaults, processExport } = props;
		const { recordsTable, topic, deadLetters } = stores;

		this.function = new HandlerFunction(this, {
			settings,
			defaults,
			deadLetterQueue: deadLetters,
			environment: {
				EXPORT_JOBS_TABLE: recordsTable.tableName,
				OUTCOMES_TOPIC_ARN: topic.topicArn,
				EVENT_BUS_NAME,
				PROCESS_EXPORT_STATE_MACHINE_ARN: processExport.stateMachineArn,
			},
		});
		grantTable(recordsTable, this.function, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
		reportStoppedExecutions(this, processExport, this.function, stores);
	}
}
