import { readFileSync } from 'node:fs';
import { Duration, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { DatasetBusy, ExportQuotaReached } from '#functions/export-datasets/errors.ts';
import { ServiceThrottled } from '#functions/shared/errors.ts';
import { workflowNames } from '#statemachine/read-definition.ts';
import { ExportwatchStack } from '../../../infra/exportwatch-stack.ts';
import { eachOfType, nameOf, newApp, synthesise } from '../../support/synthesised.ts';

const app = newApp();
const alarmsTopic = new Topic(new Stack(app, 'Given'), 'Alarms');
const stack = new ExportwatchStack(app, 'Exportwatch', {
	exportWatch: { alarmsTopic, noSuccessFor: Duration.hours(26) },
});
const { named, ofType } = synthesise({}, stack);
const alarms = ofType('AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
	name: nameOf(id),
	...Properties,
}));
type Alarm = Record<string, unknown> & {
	readonly name: string;
	readonly AlarmDescription: string;
	readonly Metrics?: readonly {
		readonly Id: string;
		readonly Expression?: string;
		readonly MetricStat: { readonly Metric: Readonly<Record<string, unknown>> };
	}[];
};
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
const eventFunctions = ['AdoptExports', 'RecordStoppedWatch', 'RecordStoppedProcessing', 'NotifyStoppedExports'];
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
		ExportsAdopted: { Namespace: 'Exportwatch', MetricName: 'ExportsAdopted', entry: 'ExportsAdopted' },
		NoSuccess: { Namespace: 'Exportwatch', MetricName: 'Export.SUCCEEDED', entry: 'NoSuccess' },
	},
);
const headings = readFileSync('docs/runbook.md', 'utf8').match(/(?<=^### )\w+$/gm);

describe('the alarms', () => {
	it('are those of this test, and no other', () => {
		expect(alarms.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
	});
});

describe('the costs in docs/deploy.md', () => {
	it('count the alarms, and the metrics that each is charged for', () => {
		const byDefault = synthesise().ofType('AWS::CloudWatch::Alarm');
		const metrics = byDefault.flatMap(([, { Properties }]) =>
			(Properties.Metrics ?? [{ MetricStat: {} }]).filter(({ MetricStat }: { MetricStat?: object }) => MetricStat),
		);
		expect(readFileSync('docs/deploy.md', 'utf8')).toContain(
			`| ${byDefault.length} alarms over ${metrics.length} metrics, $0.10 each | ${(metrics.length / 10).toFixed(2)} |`,
		);
	});
});

describe('an alarm', () => {
	const cases = Object.entries(expected).map(([name, values]) => ({ name, ...values }));

	it.each(cases)('$name watches $Namespace $MetricName', ({ name, Namespace, MetricName }) => {
		const { Metrics = [], ...alarm } = alarmOf(name);
		const metric = Metrics.find(({ Id }) => Id === 'errors')?.MetricStat.Metric ?? alarm;
		expect(metric).toMatchObject({ Namespace, MetricName });
		expect(alarm.Threshold).toBe(1);
	});

	it.each(cases)('$name leads to $entry in the runbook', ({ name, entry }) => {
		expect(headings).toContain(entry);
		expect(alarmOf(name).AlarmDescription).toMatch(
			new RegExp(`^[A-Z].+\\. Exportwatch: default\\. What to do: docs/runbook\\.md#${entry.toLowerCase()}$`),
		);
	});

	it.each(cases.filter(({ name }) => name !== 'NoSuccess'))('$name goes off at the first', ({ name }) => {
		expect(alarmOf(name)).toMatchObject({
			ComparisonOperator: 'GreaterThanOrEqualToThreshold',
			TreatMissingData: 'notBreaching',
		});
	});

	const retried = cases.map(({ name }) => name.replace('Failing', '')).filter((name) => `${name}Failing` in expected);
	it.each(retried.filter((name) => !eventFunctions.includes(name)))(
		'%sFailing does not count errors by which a service asks to wait',
		(name) => {
			const { FilterPattern, MetricTransformations } = named('AWS::Logs::MetricFilter', `${name}Waits`).Properties;
			for (const error of [
				new ServiceThrottled('S3 PutObject', new Error()),
				new ExportQuotaReached('nightly', new Error()),
				new DatasetBusy('nightly', new Error()),
			]) {
				expect(FilterPattern).toContain(`$.error.name = "${error.name}"`);
			}
			const [waits] = MetricTransformations;
			const metrics = alarmOf(`${name}Failing`).Metrics ?? [];
			expect(metrics.find(({ Expression }) => Expression)?.Expression).toBe('errors - FILL(waits, 0)');
			expect(metrics.find(({ Id }) => Id === 'waits')?.MetricStat.Metric).toEqual({
				Namespace: waits.MetricNamespace,
				MetricName: waits.MetricName,
			});
		},
	);

	it('ExportsAdopted goes off when the sweep does the work of the rules, not when it finds one export once', () => {
		expect(alarmOf('ExportsAdopted')).toMatchObject({ Period: 86_400, EvaluationPeriods: 7, DatapointsToAlarm: 2 });
	});

	it('leads to the runbook by its URL, if there is one', () => {
		const runbookUrl = 'https://wiki.example.com/runbook';
		eachOfType(synthesise({ runbookUrl }), 'AWS::CloudWatch::Alarm', ({ AlarmDescription }) =>
			expect(AlarmDescription).toContain(`What to do: ${runbookUrl}#`),
		);
	});

	it('waits three periods for a function that a workflow retries, and one for any other', () => {
		expect(alarmOf('DescribeExportJobFailing').EvaluationPeriods).toBe(3);
		expect(alarmOf('ConvertFilesFailing').EvaluationPeriods).toBe(3);
		expect(alarmOf('AdoptExportsFailing').EvaluationPeriods).toBe(1);
		expect(alarmOf('RecordStoppedWatchFailing').EvaluationPeriods).toBe(1);
	});

	it('NoSuccess goes off after as many hours as asked for, each with a value; hours before the deployment have none', () => {
		expect(alarmOf('NoSuccess')).toMatchObject({
			MetricName: 'Export.SUCCEEDED',
			Period: 3_600,
			EvaluationPeriods: 26,
			ComparisonOperator: 'LessThanThreshold',
			TreatMissingData: 'notBreaching',
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
