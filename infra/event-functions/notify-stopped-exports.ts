import { Construct } from 'constructs';
import { EVENT_BUS_NAME } from '#contracts/vocabulary.ts';
import { settings } from '#functions/export-datasets/notify-stopped-exports/settings.ts';
import { type FunctionDefaults, HandlerFunction } from '../shared/handler-function.ts';
import type { Stores } from '../stores/stores.ts';
import type { WorkflowStateMachine } from '../workflows/workflow-state-machine.ts';
import { reportStoppedExecutions } from './report-stopped-executions.ts';

interface NotifyStoppedExportsProps {
	readonly stores: Stores;
	readonly defaults: FunctionDefaults;
	readonly exportDatasets: WorkflowStateMachine;
}

/** Notifies of an execution of ExportDatasets that was stopped, timed out or failed by itself. */
export class NotifyStoppedExports extends Construct {
	readonly function: HandlerFunction;

	constructor(scope: Construct, id: string, props: NotifyStoppedExportsProps) {
		super(scope, id);
		const { stores, defaults, exportDatasets } = props;

		this.function = new HandlerFunction(this, {
			settings,
			defaults,
			deadLetterQueue: stores.deadLetters,
			environment: {
				OUTCOMES_TOPIC_ARN: stores.topic.topicArn,
				EVENT_BUS_NAME,
				EXPORT_DATASETS_STATE_MACHINE_ARN: exportDatasets.stateMachineArn,
			},
		});
		reportStoppedExecutions(this, exportDatasets, this.function, stores);
	}
}
