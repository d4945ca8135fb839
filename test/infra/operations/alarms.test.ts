import { readFileSync } from 'node:fs';
import { Duration, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { workflowNames } from '#statemachine/read-definition.ts';
import { ExportwatchStack } from '../../../infra/exportwatch-stack.ts';
import { nameOf, newApp, synthesise } from '../../support/synthesised.ts';

const app = newApp();
const alarmsTopic = new Topic(new Stack(app, 'Given'), 'Alarms');
const stack = new ExportwatchStack(app, 'Exportwatch', {
	exportWatch: { alarmsTopic, noSuccessFor: Duration.hours(26) },
});
const { ofType } = synthesise({}, stack);
const alarms = ofType('AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
	name: nameOf(id),
	...Properties,
}));
type Alarm = Record<string, unknown> & { readonly name: string; readonly AlarmDescription: string };
const alarmOf = (name: string) => alarms.find((alarm) => alarm.name === name) as Alarm;

/** Of each alarm: the metric that it watches, and the heading in the runbook. */
type Expected = Readonly<
	Record<string, { readonly Namespace: string; readonly MetricName: string; readonly entry: string }>
>;
const ofStateMachine = (workflow: string): Expected => ({
	[`${workflow}Failed`]: { Namespace: 'AWS/States', MetricName: 'ExecutionsFailed', entry: 'ExecutionsFailed' },
	[`${workflow}TimedOut`]: { Namespace: 'AWS/States', MetricName: 'ExecutionsTimedOut', entry: 'ExecutionsTimedOut' },
	[`${workflow}Aborted`]: { Namespace: 'AWS/States', MetricName: 'ExecutionsAborted', entry: 'ExecutionsAborted' },
	[`${workflow}Throttled`]: { Namespace: 'AWS/States', MetricName: 'ExecutionThrottled', entry: 'ExecutionsThrottled' },
});
const ofFunction = (name: string): Expected => ({
	[`${name}Failing`]: { Namespace: 'AWS/Lambda', MetricName: 'Errors', entry: 'FunctionFailing' },
});
const expected: Expected = Object.assign(
	{},
	...workflowNames.map(ofStateMachine),
	...ofType('AWS::Lambda::Function').map(([id]) => ofFunction(nameOf(id))),
	{
		DeadLetters: { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', entry: 'DeadLetters' },
		JobOverdue: { Namespace: 'Exportwatch', MetricName: 'Export.TIMED_OUT', entry: 'JobOverdue' },
		ExportsGivenUp: { Namespace: 'Exportwatch', MetricName: 'ExportsGivenUp', entry: 'ExportsGivenUp' },
		NoSuccess: { Namespace: 'Exportwatch', MetricName: 'Export.SUCCEEDED', entry: 'NoSuccess' },
	},
);
const headings = readFileSync('docs/runbook.md', 'utf8').match(/(?<=^### )\w+$/gm);

describe('the alarms', () => {
	it('are those of this test, and no other', () => {
		expect(alarms.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
	});
});

describe('an alarm', () => {
	const cases = Object.entries(expected).map(([name, values]) => ({ name, ...values }));

	it.each(cases)('$name watches $Namespace $MetricName', ({ name, Namespace, MetricName }) => {
		expect(alarmOf(name)).toMatchObject({ Namespace, MetricName, Threshold: 1 });
	});

	it.each(cases)('$name leads to $entry in the runbook', ({ name, entry }) => {
		expect(headings).toContain(entry);
		expect(alarmOf(name).AlarmDescription).toMatch(
			new RegExp(`^[A-Z].+\\. What to do: docs/runbook\\.md#${entry.toLowerCase()}$`),
		);
	});

	it.each(cases.filter(({ name }) => name !== 'NoSuccess'))('$name goes off at the first', ({ name }) => {
		expect(alarmOf(name)).toMatchObject({
			ComparisonOperator: 'GreaterThanOrEqualToThreshold',
			TreatMissingData: 'notBreaching',
		});
	});

	it('waits three periods for a function that a workflow retries, and one for any other', () => {
		expect(alarmOf('DescribeExportJobFailing').EvaluationPeriods).toBe(3);
		expect(alarmOf('ConvertFilesFailing').EvaluationPeriods).toBe(3);
		expect(alarmOf('AdoptExportsFailing').EvaluationPeriods).toBe(1);
		expect(alarmOf('RecordStoppedWatchFailing').EvaluationPeriods).toBe(1);
	});

	it('NoSuccess goes off when no export succeeded for the hours asked for; missing data counts as no success', () => {
		expect(alarmOf('NoSuccess')).toMatchObject({
			MetricName: 'Export.SUCCEEDED',
			Period: 3_600,
			EvaluationPeriods: 26,
			ComparisonOperator: 'LessThanThreshold',
			TreatMissingData: 'breaching',
		});
	});

	it('NoSuccess exists only if asked for', () => {
		const names = synthesise()
			.ofType('AWS::CloudWatch::Alarm')
			.map(([id]) => nameOf(id));
		expect(names).not.toContain('NoSuccess');
		expect(names).toContain('JobOverdue');
	});

	it('notifies the alarms topic when it begins and when it ends', () => {
		for (const alarm of alarms) {
			expect(alarm).toMatchObject({ AlarmActions: [expect.anything()], OKActions: [expect.anything()] });
		}
	});
});
