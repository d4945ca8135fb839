import { describe, expect, it } from 'vitest';
import { workflowNames } from '#statemachine/read-definition.ts';
import { readStartRules, readSweepSchedule, stoppedRuleOf } from '#statemachine/read-rules.ts';
import { readable, synthesise, withNames } from '../../support/synthesised.ts';

const rules = synthesise().ofType('AWS::Events::Rule');
/** The pattern or the schedule of a rule. */
const triggerOf = ({ EventPattern, ScheduleExpression }: Record<string, unknown>) =>
	withNames(EventPattern ?? ScheduleExpression);

describe('the rules', () => {
	it('stand on the default bus, and what they cannot deliver goes to the dead letters', () => {
		for (const [, { Properties }] of rules) {
			const targets: readonly { readonly DeadLetterConfig: { readonly Arn: unknown } }[] = Properties.Targets;
			expect(Properties.EventBusName).toBeUndefined();
			expect(targets.map(({ DeadLetterConfig }) => readable(DeadLetterConfig.Arn))).toEqual(['<DeadLetters>']);
		}
	});

	it('match the patterns and the schedule in statemachine/, and nothing else', () => {
		const deployed = rules.map(([, { Properties }]) => triggerOf(Properties));
		const written = [
			...readStartRules('<CreateExportJobRole>').map(({ pattern }) => pattern),
			...workflowNames.map((workflow) => stoppedRuleOf(workflow, `<${workflow}>`).pattern),
			readSweepSchedule(),
		];
		expect(deployed).toEqual(expect.arrayContaining(written));
		expect(written).toEqual(expect.arrayContaining(deployed));
	});
});
