import { type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { pascalCase } from '#functions/shared/function-settings.ts';
import type { EventRule } from '#statemachine/read-rules.ts';

/** A rule on the default bus that hands the whole event to its target: `export-job-created` gets the id `ExportJobCreated`. */
export const addRule = (scope: Construct, { name, pattern }: EventRule, target: IRuleTarget): Rule => {
	const { 'detail-type': detailType, ...rest } = pattern;
	const id = pascalCase(name);
	return new Rule(scope, id, { eventPattern: { ...rest, detailType: detailType as string[] }, targets: [target] });
};
