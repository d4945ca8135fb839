import { readdirSync, readFileSync } from 'node:fs';
import { failStates } from '#contracts/vocabulary.ts';
import { fillPlaceholders } from './placeholders.ts';
import type { WorkflowName } from './read-definition.ts';

/** The pattern of an EventBridge rule, under the name of its file. */
export interface EventRule {
	readonly name: string;
	readonly pattern: Readonly<Record<string, unknown>>;
}

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

/**
 * The rules whose events start a watch.
 *
 * @param createExportJobRoleArn the caller whose jobs ExportDatasets watches itself
 */
export const readStartRules = (createExportJobRoleArn: string): readonly EventRule[] =>
	readdirSync(new URL('rules/start-watch/', import.meta.url)).map((file) => ({
		name: file.replace('.json', ''),
		pattern: JSON.parse(
			fillPlaceholders(read(`rules/start-watch/${file}`), { CreateExportJobRoleArn: createExportJobRoleArn }),
		),
	}));

/**
 * The rule that matches the executions of a workflow that ended without the workflow's own word: stopped, timed out, or failed
 * with an error that is none of its own. Encrypted executions have no error in their events.
 */
export const stoppedRuleOf = (workflow: WorkflowName, stateMachineArn: string): EventRule => ({
	name: stoppedRuleNames[workflow],
	pattern: {
		source: ['aws.states'],
		'detail-type': ['Step Functions Execution Status Change'],
		detail: {
			stateMachineArn: [stateMachineArn],
			status: ['TIMED_OUT', 'ABORTED', 'FAILED'],
			error: [null, { exists: false }, { 'anything-but': failStates[workflow] }],
		},
	},
});

const stoppedRuleNames: Readonly<Record<WorkflowName, string>> = {
	WatchExport: 'watch-stopped',
	ExportDatasets: 'exports-stopped',
	ProcessExport: 'processing-stopped',
};

/** When AdoptExports runs, as an EventBridge schedule expression. */
export const readSweepSchedule = (): string => JSON.parse(read('schedules/adopt-exports.json')).ScheduleExpression;
