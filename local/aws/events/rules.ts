import { randomUUID } from 'node:crypto';
import { readStartRules, readStoppedRule } from '#statemachine/read-rules.ts';
import { functionArnOf } from '../lambda/functions.ts';
import { stateMachineArnOf } from '../names.ts';
import { readEventPattern } from './event-pattern.ts';
import type { Rule } from './service.ts';

/** The deployed rules and what they do: start a watch with the whole event as its input, or record one that was stopped. */
export const createRules = (targets: {
	readonly startWatch: (name: string, input: string) => void;
	readonly recordStoppedWatch: (event: unknown) => void;
}): readonly Rule[] => {
	const startRules = readStartRules().map(
		({ name, pattern }): Rule => ({
			name,
			pattern: readEventPattern(pattern),
			targetArn: stateMachineArnOf('WatchExport'),
			// named as EventBridge names executions
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
