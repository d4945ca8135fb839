import { CfnDatasetGroup } from 'aws-cdk-lib/aws-personalize';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../../infra/export-watch.ts';
import { ExportwatchStack } from '../../../infra/exportwatch-stack.ts';
import { eachOfType, newApp, readable, synthesise } from '../../support/synthesised.ts';

const GROUP = 'arn:aws:personalize:eu-west-1:111111111111:dataset-group/demo';
const scoped = synthesise({ instanceName: 'team-a', scope: { datasetGroupArns: [GROUP], jobNamePrefix: 'team-a-' } });

describe('the scope', () => {
	it('reaches the functions that decide what is watched, listed and exported', () => {
		for (const name of ['AcceptTrigger', 'AdoptExports', 'PlanExports']) {
			const { Variables } = scoped.named('AWS::Lambda::Function', name).Properties.Environment;
			expect(JSON.parse(Variables.WATCH_SCOPE)).toEqual({ datasetGroupArns: [GROUP], jobNamePrefix: 'team-a-' });
		}
	});

	it('limits the rules that start watches', () => {
		const patternOf = (name: string) => scoped.named('AWS::Events::Rule', name).Properties.EventPattern.detail;
		const datasetArn = { prefix: 'arn:aws:personalize:eu-west-1:111111111111:dataset/demo/' };
		expect(patternOf('ExportJobApiCall')).toMatchObject({
			eventName: ['CreateDatasetExportJob'],
			requestParameters: { datasetArn: [datasetArn], jobName: [{ prefix: 'team-a-' }] },
		});
		expect(patternOf('ExportJobCreated')).toEqual({
			datasetArn: [{ exists: false }, datasetArn],
			datasetExportJobArn: [{ wildcard: '*:dataset-export-job/team-a-*' }],
		});
	});

	it('limits which jobs may be created and of which datasets', () => {
		const policy = JSON.stringify(
			scoped
				.ofType('AWS::IAM::Policy')
				.filter(([id]) => /ExportDatasets(CreateExportJob|PlanExports)Role/.test(id))
				.map(([, { Properties }]) => Properties.PolicyDocument.Statement),
		);
		expect(policy).toContain('arn:aws:personalize:eu-west-1:111111111111:dataset/demo/*');
		expect(policy).toContain(':dataset-export-job/team-a-*');
		expect(policy).not.toContain(':dataset/*');
	});

	it('takes the ARN of a group of the same app, which is known at deployment only', () => {
		const stack = new ExportwatchStack(newApp(), 'Exportwatch');
		const group = new CfnDatasetGroup(stack, 'Group', { name: 'ours' });
		new ExportWatch(stack, 'Team', {
			instanceName: 'team-b',
			scope: { datasetGroupArns: [group.attrDatasetGroupArn] },
		});
		const rule = synthesise({}, stack)
			.ofType('AWS::Events::Rule')
			.find(([id]) => /^TeamWatchExportExportJobApiCall/.test(id));
		const [{ prefix }] = rule?.[1].Properties.EventPattern.detail.requestParameters.datasetArn ?? [];
		expect(readable(prefix)).toMatch(
			/^arn:<Partition>:personalize:<Region>:<AccountId>:dataset\/\{"Fn::Select":\[1,.*DatasetGroupArn.*\}\/$/,
		);
	});
});

describe('the name of the instance', () => {
	it('is a dimension of the metrics that functions publish and alarms watch, and stands in every alarm', () => {
		for (const name of ['RecordOutcome', 'RecordStoppedWatch', 'AdoptExports']) {
			const { Variables } = scoped.named('AWS::Lambda::Function', name).Properties.Environment;
			expect(Variables.INSTANCE_NAME).toBe('team-a');
		}
		expect(scoped.named('AWS::CloudWatch::Alarm', 'JobOverdue').Properties.Dimensions).toContainEqual({
			Name: 'instance',
			Value: 'team-a',
		});
		eachOfType(scoped, 'AWS::CloudWatch::Alarm', ({ AlarmDescription }) =>
			expect(AlarmDescription).toContain('Exportwatch: team-a.'),
		);
		eachOfType(scoped, 'AWS::Logs::MetricFilter', ({ MetricTransformations }) =>
			expect(MetricTransformations[0].MetricName).toContain('.team-a.'),
		);
	});
});
