import { Duration, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
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

	it('waits three periods for a function that a workflow retries, and one for any other', () => {
		expect(alarmOf('DescribeExportJobFailing').EvaluationPeriods).toBe(3);
		expect(alarmOf('ConvertFilesFailing').EvaluationPeriods).toBe(3);
		expect(alarmOf('AdoptExportsFailing').EvaluationPeriods).toBe(1);
		expect(alarmOf('RecordStoppedWatchFailing').EvaluationPeriods).toBe(1);
	});

	it('goes off when no export succeeded for the hours asked for; missing data counts as no success', () => {
		expect(alarmOf('NoSuccess')).toMatchObject({
			MetricName: 'Export.SUCCEEDED',
			Period: 3_600,
			EvaluationPeriods: 26,
			ComparisonOperator: 'LessThanThreshold',
			TreatMissingData: 'breaching',
		});
	});

	it('for no success exists only if asked for', () => {
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
