import { readdirSync, readFileSync } from 'node:fs';
import { fillPlaceholders } from './placeholders.ts';

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

/** The rule that matches executions of WatchExport which ended from outside. */
export const readStoppedRule = (watchExportStateMachineArn: string): EventRule => ({
	name: 'watch-stopped',
	pattern: JSON.parse(
		fillPlaceholders(read('rules/watch-stopped.json'), { WatchExportStateMachineArn: watchExportStateMachineArn }),
	),
});

/** When AdoptExports runs, as an EventBridge schedule expression. */
export const readSweepSchedule = (): string => JSON.parse(read('schedules/adopt-exports.json')).ScheduleExpression;
