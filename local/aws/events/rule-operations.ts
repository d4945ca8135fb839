import { z } from 'zod';
import { EVENT_BUS_NAME } from '#contracts/vocabulary.ts';
import { AwsError, type Operation } from '../shared/aws-json.ts';
import { arn } from '../shared/names.ts';
import { createRequestParser } from '../shared/parse-request.ts';
import type { Rule } from './rule.ts';

const namedRule = z.object({ Name: z.string() });
const ruleTargets = z.object({ Rule: z.string() });
const ruleList = z.object({ NamePrefix: z.string().default('') });

const parse = createRequestParser('ValidationException');

/**
 * Operations that describe rules and switch them off and on. None creates a rule, because the rules come from files.
 */
export const createRuleOperations = (
	rules: readonly Rule[],
	disabled: Set<string>,
): Readonly<Record<string, Operation>> => {
	const find = (name: string): Rule => {
		const rule = rules.find((known) => known.name === name);
		if (rule) return rule;
		throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${EVENT_BUS_NAME}.`);
	};
	const describe = ({ name, pattern }: Rule) => ({
		Name: name,
		Arn: arn('events', `rule/${name}`),
		EventPattern: JSON.stringify(pattern),
		State: disabled.has(name) ? 'DISABLED' : 'ENABLED',
		EventBusName: EVENT_BUS_NAME,
	});
	return {
		DescribeRule: (input) => describe(find(parse(namedRule, input).Name)),
		DisableRule: (input) => void disabled.add(find(parse(namedRule, input).Name).name),
		EnableRule: (input) => void disabled.delete(find(parse(namedRule, input).Name).name),
		ListRules: (input) => {
			const { NamePrefix } = parse(ruleList, input);
			return { Rules: rules.filter(({ name }) => name.startsWith(NamePrefix)).map(describe) };
		},
		ListTargetsByRule: (input) => {
			const { name, targetArn } = find(parse(ruleTargets, input).Rule);
			return { Targets: [{ Id: name, Arn: targetArn }] };
		},
	};
};
