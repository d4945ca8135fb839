import { readdirSync, readFileSync } from 'node:fs';
import { type IRuleTarget, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

const rules = new URL('../statemachine/rules/', import.meta.url);
const startRules = new URL('start-watch/', rules);
const sweepSchedule = new URL('../statemachine/schedules/adopt-exports.json', import.meta.url);

/** A rule on the default bus with the pattern of a file, whose placeholders stand for the given values. */
const ruleOf = (
	scope: Construct,
	id: string,
	file: URL,
	target: IRuleTarget,
	substitutions: Readonly<Record<string, string>> = {},
): Rule => {
	const text = readFileSync(file, 'utf8').replaceAll(/\$\{(\w+)\}/g, (_placeholder, name: string) => {
		const value = substitutions[name];
		if (value === undefined) throw new Error(`${file.pathname} has a placeholder ${name} for which there is no value`);
		return value;
	});
	const { source, detail, 'detail-type': detailType } = JSON.parse(text);
	return new Rule(scope, id, { eventPattern: { source, detailType, detail }, targets: [target] });
};

/** `export-job-created.json` gives the rule `ExportJobCreated`. */
const idOf = (file: string): string =>
	file.replace('.json', '').replaceAll(/(?:^|-)(\w)/g, (_start, letter: string) => letter.toUpperCase());

/** The events that start a watch, each handing on the whole event. */
export const createStartRules = (scope: Construct, watchExport: IStateMachine, deadLetterQueue: IQueue): void => {
	for (const file of readdirSync(startRules)) {
		const target = new SfnStateMachine(watchExport, { deadLetterQueue });
		ruleOf(scope, idOf(file), new URL(file, startRules), target);
	}
};

/** The executions that were ended from outside. */
export const createStoppedRule = (
	scope: Construct,
	watchExport: IStateMachine,
	recordStoppedWatch: IFunction,
	deadLetterQueue: IQueue,
): void => {
	const target = new LambdaFunction(recordStoppedWatch, { deadLetterQueue });
	ruleOf(scope, 'WatchStopped', new URL('watch-stopped.json', rules), target, {
		WatchExportStateMachineArn: watchExport.stateMachineArn,
	});
};

export const createSweep = (scope: Construct, adoptExports: IFunction, deadLetterQueue: IQueue): void => {
	const { ScheduleExpression } = JSON.parse(readFileSync(sweepSchedule, 'utf8'));
	new Rule(scope, 'Sweep', {
		schedule: Schedule.expression(ScheduleExpression),
		targets: [new LambdaFunction(adoptExports, { deadLetterQueue })],
	});
};
