import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../infra/export-watch.ts';
import { newApp } from '../support/synthesised.ts';

/** A team's own stack, with everything of its own that an ExportWatch can be given. */
const stack = new Stack(newApp(), 'Team');
const bucketKey = new Key(stack, 'BucketKey');
const recordsTable = new Table(stack, 'Jobs', {
	partitionKey: { name: 'datasetExportJobArn', type: AttributeType.STRING },
});
const topic = new Topic(stack, 'Outcomes', { masterKey: bucketKey });
const manifestBucket = new Bucket(stack, 'Lists', { encryption: BucketEncryption.KMS, encryptionKey: bucketKey });
const exportBuckets = [new Bucket(stack, 'One'), Bucket.fromBucketName(stack, 'Two', 'of-another-team')];
const exportRoles = [Role.fromRoleArn(stack, 'Export', 'arn:aws:iam::111111111111:role/PersonalizeExport')];
const processingStateMachine = StateMachine.fromStateMachineName(stack, 'Processing', 'LoadIntoWarehouse');
const given = { recordsTable, topic, manifestBucket, exportBuckets, exportRoles };
const watch = new ExportWatch(stack, 'Watch', {
	...given,
	processingStateMachine,
	deadline: Duration.hours(6),
	retention: { logs: RetentionDays.ONE_WEEK },
});

const upstream = new Role(stack, 'Upstream', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
watch.grantStartExecution(upstream);
new Rule(stack, 'OnFailure', { eventPattern: watch.outcomeEventPattern('FAILED', 'TIMED_OUT') });
const template = Template.fromStack(stack);

const policyOf = (role: string) =>
	JSON.stringify(
		Object.entries(template.findResources('AWS::IAM::Policy')).find(([id]) => id.startsWith(role))?.[1].Properties
			.PolicyDocument.Statement,
	);

describe('ExportWatch in a team’s own stack', () => {
	it('uses what it is given and makes no second one', () => {
		expect(Object.keys(template.findResources('AWS::DynamoDB::Table')).length).toBe(1);
		expect(Object.keys(template.findResources('AWS::SNS::Topic')).length).toBe(1);
		expect(Object.keys(template.findResources('AWS::S3::Bucket')).sort()).toEqual([
			expect.stringMatching(/^Lists/),
			expect.stringMatching(/^One/),
		]);
		for (const [prop, construct] of Object.entries(given))
			expect(watch.stores[prop as keyof typeof given], prop).toBe(construct);
		expect(watch.processingStateMachine).toBe(processingStateMachine);
	});

	it('deploys nothing of ProcessExport where the team brings its own processing', () => {
		expect(watch.processExport).toBeUndefined();
		expect(watch.stores.processedBucket).toBeUndefined();
		expect(
			watch.functions.map(({ settings }) => settings.folder).filter((name) => /^process-export/.test(name)),
		).toEqual([]);
	});

	it('puts datasets into the bucket that it is given, with the key of that bucket', () => {
		const other = new Stack(newApp(), 'Other');
		const processedBucket = new Bucket(other, 'Lake', { encryptionKey: new Key(other, 'LakeKey') });
		new ExportWatch(other, 'Watch', { processedBucket });
		const policies = Template.fromStack(other).findResources('AWS::IAM::Policy');
		for (const name of ['PlanBatches', 'ConvertFiles', 'PublishDataset']) {
			const [, policy] = Object.entries(policies).find(([id]) => id.startsWith(`WatchProcessExport${name}Role`)) ?? [];
			expect(JSON.stringify(policy)).toMatch(/Lake\w+","Arn"\]\},"\/datasets\//);
			expect(JSON.stringify(policy)).toContain('LakeKey');
		}
	});

	it('lists the given buckets, starts the given state machine and writes with the given key, and nothing else', () => {
		const policy = policyOf('WatchWatchExportStartProcessingRole');
		expect(policy).toContain(':s3:::of-another-team"');
		expect(policy).toContain(':stateMachine:LoadIntoWarehouse"');
		expect(policy).toContain('s3.');
		expect(policy).not.toContain('of-another-team/');
		expect(policyOf('WatchWatchExportNotifyOutcomeRole')).toContain('BucketKey');
	});

	it('passes only the given roles to Personalize', () => {
		expect(policyOf('WatchExportDatasetsCreateExportJobRole')).toContain('"Action":"iam:PassRole"');
		expect(policyOf('WatchExportDatasetsCreateExportJobRole')).toContain(
			'"Resource":"arn:aws:iam::111111111111:role/PersonalizeExport"',
		);
	});

	it('lets an upstream workflow start a watch, and a rule match the outcomes that it names', () => {
		expect(policyOf('UpstreamDefaultPolicy')).toMatch(/"states:StartExecution".*WatchWatchExport/);
		template.hasResourceProperties('AWS::Events::Rule', {
			EventPattern: {
				source: ['exportwatch'],
				'detail-type': ['Dataset Export Job Failed', 'Dataset Export Job Watch Timed Out'],
			},
		});
	});

	it('keeps logs as long as asked for', () => {
		template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
	});

	it('gives no resource a physical name of its own, so that no deployment collides with another', () => {
		const names: Readonly<Record<string, string>> = {
			'AWS::Lambda::Function': 'FunctionName',
			'AWS::StepFunctions::StateMachine': 'StateMachineName',
			'AWS::DynamoDB::Table': 'TableName',
			'AWS::SNS::Topic': 'TopicName',
			'AWS::SQS::Queue': 'QueueName',
			'AWS::S3::Bucket': 'BucketName',
			'AWS::IAM::Role': 'RoleName',
			'AWS::CloudWatch::Alarm': 'AlarmName',
			'AWS::CloudWatch::Dashboard': 'DashboardName',
		};
		const resources = Object.values(
			template.toJSON().Resources as Record<string, { Type: string; Properties?: object }>,
		);
		const named = resources.filter(({ Type, Properties = {} }) => (names[Type] ?? '') in Properties);
		expect(named).toEqual([]);
		// Log groups of state machines need a prefix; the name of the stack is in theirs.
		for (const { Properties } of resources.filter(({ Type }) => Type === 'AWS::Logs::LogGroup')) {
			const { LogGroupName } = (Properties ?? {}) as { readonly LogGroupName?: unknown };
			if (LogGroupName) expect(JSON.stringify(LogGroupName)).toContain('{"Ref":"AWS::StackName"}');
		}
	});
});
