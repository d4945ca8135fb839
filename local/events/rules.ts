import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readDefinition } from '../definitions.ts';
import { functionArnOf } from '../lambda/functions.ts';
import { stateMachineArnOf } from '../names.ts';
import { readEventPattern } from './event-pattern.ts';
import type { Rule } from './service.ts';

const WATCH_RULES = '../statemachine/rules/start-watch/';

const readPattern = (file: string) =>
	readEventPattern(JSON.parse(readDefinition(file, { WatchExportStateMachineArn: stateMachineArnOf('WatchExport') })));

/** The deployed rules and what they do: start a watch with the whole event as its input, or record one that was stopped. */
export const readRules = (targets: {
	readonly startWatch: (name: string, input: string) => void;
	readonly recordStoppedWatch: (event: unknown) => void;
}): readonly Rule[] => [
	...readdirSync(new URL(`../${WATCH_RULES}`, import.meta.url)).map(
		(file): Rule => ({
			name: file.replace('.json', ''),
			pattern: readPattern(`${WATCH_RULES}${file}`),
			targetArn: stateMachineArnOf('WatchExport'),
			// named as EventBridge names executions
			deliver: (event) => targets.startWatch(`${event.id}_${randomUUID()}`, JSON.stringify(event)),
		}),
	),
	{
		name: 'watch-stopped',
		pattern: readPattern('../statemachine/rules/watch-stopped.json'),
		targetArn: functionArnOf('RecordStoppedWatch'),
		deliver: targets.recordStoppedWatch,
	},
];
