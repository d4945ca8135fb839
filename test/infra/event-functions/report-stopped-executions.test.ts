import { describe, expect, it } from 'vitest';
import { stoppedRuleOf } from '#statemachine/read-rules.ts';
import { readable, synthesise } from '../../support/synthesised.ts';

const { named } = synthesise();

describe.each([
	['RecordStoppedWatch', 'WatchStopped', 'WatchExport'],
	['NotifyStoppedExports', 'ExportsStopped', 'ExportDatasets'],
	['RecordStoppedProcessing', 'ProcessingStopped', 'ProcessExport'],
] as const)('%s', (name, rule, workflow) => {
	it(`runs for the executions of ${workflow} that ended without its own word`, () => {
		const { EventPattern, Targets } = named('AWS::Events::Rule', rule).Properties;
		const { detail, ...rest } = EventPattern;
		const stateMachineArn = detail.stateMachineArn.map(readable);
		expect({ ...rest, detail: { ...detail, stateMachineArn } }).toEqual(
			stoppedRuleOf(workflow, `<${workflow}>`).pattern,
		);
		expect(Targets.map(({ Arn }: { Arn: unknown }) => readable(Arn))).toEqual([`<${name}>`]);
	});

	it('leaves an event that it cannot report in the dead letters', () => {
		const { DeadLetterConfig } = named('AWS::Lambda::Function', name).Properties;
		expect(readable(DeadLetterConfig.TargetArn)).toBe('<DeadLetters>');
	});
});
