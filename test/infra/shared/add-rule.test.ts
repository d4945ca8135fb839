import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readable, synthesise } from '../../support/synthesised.ts';

const rules = synthesise().ofType('AWS::Events::Rule');

describe('the rules', () => {
	it('stand on the default bus, and what they cannot deliver goes to the dead letters', () => {
		for (const [, { Properties }] of rules) {
			const targets: readonly { readonly DeadLetterConfig: { readonly Arn: unknown } }[] = Properties.Targets;
			expect(Properties.EventBusName).toBeUndefined();
			expect(targets.map(({ DeadLetterConfig }) => readable(DeadLetterConfig.Arn))).toEqual(['<DeadLetters>']);
		}
	});

	it('are those of statemachine/, and no other', () => {
		expect(rules.length).toBe(globSync('statemachine/{rules,schedules}/**/*.json').length);
	});
});
