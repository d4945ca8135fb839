import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readEventPattern } from './event-pattern.ts';
import type { Rule } from './service.ts';

const folder = new URL('../../statemachine/rules/start-watch/', import.meta.url);

/** The deployed rules, each starting a watch with the whole event as its input, named as EventBridge names executions. */
export const readWatchRules = (targetArn: string, startWatch: (name: string, input: string) => void): readonly Rule[] =>
	readdirSync(folder).map((file) => ({
		name: file.replace('.json', ''),
		pattern: readEventPattern(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
		targetArn,
		deliver: (event) => startWatch(`${event.id}_${randomUUID()}`, JSON.stringify(event)),
	}));
