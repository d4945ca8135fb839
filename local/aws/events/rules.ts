import { randomUUID } from 'node:crypto';
import { readStartRules, readStoppedRule } from '#statemachine/read-rules.ts';
import { functionArnOf, roleArnOf, stateMachineArnOf } from '../shared/names.ts';
import { readEventPattern } from './event-pattern.ts';
import type { Rule } from './rule.ts';

/** The deployed rules: two start a watch with the whole event as its input, one records a watch that was stopped. */
export const createRules = (targets: {
	readonly startWatch: (name: string, input: string) => void;
	readonly recordStoppedWatch: (event: unknown) => void;
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
	const { name, pattern } = readStoppedRule(stateMachineArnOf('WatchExport'));
	return [
		...startRules,
		{
			name,
			pattern: readEventPattern(pattern),
			targetArn: functionArnOf('RecordStoppedWatch'),
			deliver: targets.recordStoppedWatch,
		},
	];
};
