import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { HandlerFunction } from '../shared/handler-function.ts';
import type { WorkflowStateMachine } from '../workflows/workflow-state-machine.ts';
import type { ExportWatchMetrics } from './metrics.ts';

/** What the alarms and the dashboard observe. */
export interface Observed {
	readonly stateMachines: readonly WorkflowStateMachine[];
	/** Invoked by a rule and not by a workflow, so that nobody else reports their errors. */
	readonly eventFunctions: readonly HandlerFunction[];
	readonly deadLetters: IQueue;
	readonly metrics: ExportWatchMetrics;
}

export const functionsOf = ({ stateMachines, eventFunctions }: Observed): readonly HandlerFunction[] => [
	...stateMachines.flatMap(({ functions }) => functions),
	...eventFunctions,
];
