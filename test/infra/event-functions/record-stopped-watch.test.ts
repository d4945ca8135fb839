import { describe, expect, it } from 'vitest';
import { readStoppedRule } from '#statemachine/read-rules.ts';
import { readable, synthesise } from '../../support/synthesised.ts';

const { named } = synthesise();

describe('RecordStoppedWatch', () => {
	it('runs for the executions of WatchExport that ended from outside', () => {
		const { EventPattern, Targets } = named('AWS::Events::Rule', 'WatchStopped').Properties;
		const { detail, ...rest } = EventPattern;
		const stateMachineArn = detail.stateMachineArn.map(readable);
		expect({ ...rest, detail: { ...detail, stateMachineArn } }).toEqual(readStoppedRule('<WatchExport>').pattern);
		expect(Targets.map(({ Arn }: { Arn: unknown }) => readable(Arn))).toEqual(['<RecordStoppedWatch>']);
	});

	it('leaves an event that it cannot record in the dead letters', () => {
		const { DeadLetterConfig } = named('AWS::Lambda::Function', 'RecordStoppedWatch').Properties;
		expect(readable(DeadLetterConfig.TargetArn)).toBe('<DeadLetters>');
	});
});
