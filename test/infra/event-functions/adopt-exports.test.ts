import { Duration } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSweepSchedule } from '#statemachine/read-rules.ts';
import { readable, synthesise } from '../../support/synthesised.ts';

const { named } = synthesise({ adoptLookBack: Duration.hours(72) });

describe('AdoptExports', () => {
	it('runs as often as its schedule says', () => {
		const { ScheduleExpression, Targets } = named('AWS::Events::Rule', 'Sweep').Properties;
		expect(ScheduleExpression).toBe(readSweepSchedule());
		expect(Targets.map(({ Arn }: { Arn: unknown }) => readable(Arn))).toEqual(['<AdoptExports>']);
	});

	it('is not retried: the next sweep finds the same jobs', () => {
		const { MaximumRetryAttempts } = named('AWS::Lambda::EventInvokeConfig', 'EventInvokeConfig').Properties;
		expect(MaximumRetryAttempts).toBe(0);
	});

	it('gets its look-back in hours', () => {
		const { Variables } = named('AWS::Lambda::Function', 'AdoptExports').Properties.Environment;
		expect(Variables).toMatchObject({ ADOPT_LOOK_BACK_HOURS: '72' });
	});
});
