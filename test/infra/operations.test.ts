import { readFileSync } from 'node:fs';
import { Duration, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { readDefinition, workflowNames } from '#statemachine/read-definition.ts';
import { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import { nameOf, newApp, synthesise } from './synthesised.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');
const entries = new Map(
	runbook
		.split(/^### /m)
		.slice(1)
		.map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.split('\n## ')[0] ?? '']),
);

const app = newApp();
const alarmsTopic = new Topic(new Stack(app, 'Given'), 'Alarms');
const stack = new ExportwatchStack(app, 'Exportwatch', {
	exportWatch: { alarmsTopic, noSuccessFor: Duration.hours(26) },
});
const { ofType } = synthesise({}, stack);
const alarms = ofType('AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
	name: nameOf(id).replace(/Alarm$/, ''),
	...Properties,
}));
type Alarm = Record<string, unknown> & { readonly name: string; readonly AlarmDescription: string };
const alarmOf = (name: string) => alarms.find((alarm) => alarm.name === name) as Alarm;

describe('an alarm', () => {
	it.each<readonly [name: string, namespace: string, metric: string]>([
		['WatchExportFailed', 'AWS/States', 'ExecutionsFailed'],
		['WatchExportTimedOut', 'AWS/States', 'ExecutionsTimedOut'],
		['WatchExportAborted', 'AWS/States', 'ExecutionsAborted'],
		['WatchExportThrottled', 'AWS/States', 'ExecutionThrottled'],
		['ExportDatasetsFailed', 'AWS/States', 'ExecutionsFailed'],
		['ExportDatasetsTimedOut', 'AWS/States', 'ExecutionsTimedOut'],
		['ExportDatasetsAborted', 'AWS/States', 'ExecutionsAborted'],
		['ExportDatasetsThrottled', 'AWS/States', 'ExecutionThrottled'],
		['ProcessExportFailed', 'AWS/States', 'ExecutionsFailed'],
		['ProcessExportTimedOut', 'AWS/States', 'ExecutionsTimedOut'],
		['ProcessExportAborted', 'AWS/States', 'ExecutionsAborted'],
		['ProcessExportThrottled', 'AWS/States', 'ExecutionThrottled'],
		...ofType('AWS::Lambda::Function').map(([id]) => [`${nameOf(id)}Failing`, 'AWS/Lambda', 'Errors'] as const),
		['DeadLetters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible'],
		['JobOverdue', 'Exportwatch', 'Export.TIMED_OUT'],
		['ExportsGivenUp', 'Exportwatch', 'ExportsGivenUp'],
	])('%s goes off at the first %s %s', (name, Namespace, MetricName) => {
		expect(alarmOf(name)).toMatchObject({
			Namespace,
			MetricName,
			Threshold: 1,
			ComparisonOperator: 'GreaterThanOrEqualToThreshold',
			TreatMissingData: 'notBreaching',
		});
	});

	it('of a function that a workflow retries waits for three periods in a row, of any other for none', () => {
		expect(alarmOf('DescribeExportJobFailing').EvaluationPeriods).toBe(3);
		expect(alarmOf('ConvertFilesFailing').EvaluationPeriods).toBe(3);
		expect(alarmOf('AdoptExportsFailing').EvaluationPeriods).toBe(1);
		expect(alarmOf('RecordStoppedWatchFailing').EvaluationPeriods).toBe(1);
	});

	it('of silence polls back as many hours as asked for, and takes no data for silence', () => {
		expect(alarmOf('NoSuccess')).toMatchObject({
			MetricName: 'Export.SUCCEEDED',
			Period: 3_600,
			EvaluationPeriods: 26,
			ComparisonOperator: 'LessThanThreshold',
			TreatMissingData: 'breaching',
		});
	});

	it('of silence is not there unless asked for', () => {
		const names = synthesise()
			.ofType('AWS::CloudWatch::Alarm')
			.map(([id]) => nameOf(id));
		expect(names).not.toContain('NoSuccessAlarm');
		expect(names).toContain('JobOverdueAlarm');
	});

	it('tells the alarms’ topic when it begins and when it ends', () => {
		for (const alarm of alarms) {
			expect(alarm).toMatchObject({ AlarmActions: [expect.anything()], OKActions: [expect.anything()] });
		}
	});

	it('says which entry of the runbook explains it, and there is one', () => {
		const anchors = [...entries.keys()].map((heading) => heading.toLowerCase());
		for (const { name, AlarmDescription } of alarms as Alarm[]) {
			const [, anchor] = / What to do: docs\/runbook\.md#(\w+)$/.exec(AlarmDescription) ?? [];
			expect(anchors, name).toContain(anchor);
		}
	});
});

describe('the dashboard', () => {
	const [[, dashboard] = []] = ofType('AWS::CloudWatch::Dashboard');
	const body = JSON.stringify(dashboard?.Properties.DashboardBody);

	it.each([
		...['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'BROKEN'].map((outcome) => `Export.${outcome}`),
		'ExportDuration',
		'ForecastDuration',
		'DetectionDelay',
		'Polls',
		'ExecutionThrottled',
		'Throttles',
		'ApproximateNumberOfMessagesVisible',
		'was throttled',
	])('shows %s', (what) => {
		expect(body).toContain(what);
	});
});

describe('the runbook', () => {
	const failStates = workflowNames.flatMap((name) => failStatesOf(readDefinition(name) as never));

	it.each(failStates)('has an entry for the Fail state %s', (state) => {
		expect([...entries.keys()]).toContain(state);
	});

	it('has no entry that no alarm and no Fail state leads to', () => {
		const led = (alarms as Alarm[]).map(({ AlarmDescription }) => AlarmDescription.split('#')[1]);
		const leading = [...led, ...failStates.map((state) => state.toLowerCase())];
		expect([...entries.keys()].filter((heading) => !leading.includes(heading.toLowerCase()))).toEqual([]);
	});

	it.each([...entries])('says of %s what it means, how to look, what to do and how to replay', (_heading, entry) => {
		expect([...entry.matchAll(/^\*\*(\w+)\.\*\* \S/gm)].map(([, part]) => part)).toEqual([
			'Means',
			'Look',
			'Do',
			'Replay',
		]);
	});

	it('links to nothing that is not there', () => {
		const headings = [...runbook.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) =>
			heading.toLowerCase().replaceAll(' ', '-'),
		);
		const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
		expect(links.filter((anchor) => !headings.includes(anchor ?? ''))).toEqual([]);
	});

	it('names outputs of the stack', () => {
		const outputs = Object.keys(synthesise().template.findOutputs('*'));
		for (const [, output] of runbook.matchAll(/\$\(out (\w+)\)/g)) expect(outputs).toContain(output);
	});
});

function failStatesOf({ States }: Machine): string[] {
	return Object.entries(States).flatMap(([name, { Type, Branches = [], ItemProcessor }]) => [
		...(Type === 'Fail' ? [name] : []),
		...Branches.flatMap(failStatesOf),
		...(ItemProcessor ? failStatesOf(ItemProcessor) : []),
	]);
}

interface Machine {
	readonly States: Record<
		string,
		{ readonly Type: string; readonly Branches?: Machine[]; readonly ItemProcessor?: Machine }
	>;
}
