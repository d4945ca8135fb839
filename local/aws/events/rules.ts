import { randomUUID } from 'node:crypto';
import type { WorkflowName } from '#statemachine/read-definition.ts';
import { readStartRules, stoppedRuleOf } from '#statemachine/read-rules.ts';
import { functionArnOf, roleArnOf, stateMachineArnOf } from '../shared/names.ts';
import { readEventPattern } from './event-pattern.ts';
import type { Rule } from './rule.ts';

/** Runs when an execution of the workflow has ended without the workflow's own word. */
const stoppedFunctions: Readonly<Record<WorkflowName, string>> = {
	WatchExport: 'RecordStoppedWatch',
	ExportDatasets: 'NotifyStoppedExports',
	ProcessExport: 'RecordStoppedProcessing',
};

/** The deployed rules: two start a watch with the whole event as its input, the others report executions that were stopped. */
export const createRules = (targets: {
	readonly startWatch: (name: string, input: string) => void;
	readonly invoke: (functionName: string, event: unknown) => void;
}): readonly Rule[] => {
	const startRules = readStartRules(roleArnOf('CreateExportJob')).map(
		({ name, pattern }): Rule => ({
			name,
			pattern: readEventPattern(pattern),
			targetArn: stateMachineArnOf('WatchExport'),
			// the name that EventBridge gives to an execution
			deliver: (event) => targets.startWatch(`${event.id}_${randomUUID()}`, JSON.stringify(event)),
		}),
	);
	const stoppedRules = (Object.entries(stoppedFunctions) as [WorkflowName, string][]).map(
		([workflow, functionName]): Rule => {
			const { name, pattern } = stoppedRuleOf(workflow, stateMachineArnOf(workflow));
			return {
				name,
				pattern: readEventPattern(pattern),
				targetArn: functionArnOf(functionName),
				deliver: (event) => targets.invoke(functionName, event),
			};
		},
	);
	return [...startRules, ...stoppedRules];
};
