import { type IRuleTarget, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { type EventRule, readStartRules, readStoppedRule, readSweepSchedule } from '#statemachine/read-rules.ts';

/** A rule on the default bus: `export-job-created` gets the id `ExportJobCreated`. */
const addRule = (scope: Construct, { name, pattern }: EventRule, target: IRuleTarget): Rule => {
	const { source, detail, 'detail-type': detailType } = pattern as Readonly<Record<string, never>>;
	const id = name.replaceAll(/(?:^|-)(\w)/g, (_start, letter: string) => letter.toUpperCase());
	return new Rule(scope, id, { eventPattern: { source, detailType, detail }, targets: [target] });
};

/** The events that start a watch, each handing on the whole event. */
export const addStartRules = (scope: Construct, watchExport: IStateMachine, deadLetterQueue: IQueue): void => {
	for (const rule of readStartRules()) addRule(scope, rule, new SfnStateMachine(watchExport, { deadLetterQueue }));
};

/** The executions that were ended from outside. */
export const addStoppedRule = (
	scope: Construct,
	watchExport: IStateMachine,
	recordStoppedWatch: IFunction,
	deadLetterQueue: IQueue,
): void => {
	const target = new LambdaFunction(recordStoppedWatch, { deadLetterQueue });
	addRule(scope, readStoppedRule(watchExport.stateMachineArn), target);
};

export const addSweep = (scope: Construct, adoptExports: IFunction, deadLetterQueue: IQueue): void => {
	new Rule(scope, 'Sweep', {
		schedule: Schedule.expression(readSweepSchedule()),
		targets: [new LambdaFunction(adoptExports, { deadLetterQueue })],
	});
};
