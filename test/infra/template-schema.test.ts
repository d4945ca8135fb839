import { Duration, Size, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import type { ExportWatchProps } from '../../infra/props/export-watch-props.ts';
import { problemsOf } from '../support/cloudformation-schema.ts';
import { newApp, synthesise } from '../support/synthesised.ts';

const ITEMS = { type: 'record', name: 'Items', fields: [{ name: 'ITEM_ID', type: 'string' }] };

const GROUP = 'arn:aws:personalize:eu-west-1:111111111111:dataset-group/demo';

/** What belongs to a team, in a stack of its own. */
const combinations: readonly (readonly [string, (given: Stack) => ExportWatchProps])[] = [
	['nothing', () => ({})],
	['a key', (given) => ({ encryptionKey: new Key(given, 'Key') })],
	['an imported key', (given) => ({ encryptionKey: Key.fromKeyArn(given, 'Key', 'arn:aws:kms:eu-west-1:1:key/k') })],
	[
		'all that can be brought',
		(given) => ({
			topic: new Topic(given, 'Topic'),
			manifestBucket: new Bucket(given, 'Manifests'),
			processedBucket: new Bucket(given, 'Processed'),
			exportBuckets: [new Bucket(given, 'One'), new Bucket(given, 'Other', { encryptionKey: new Key(given, 'Key') })],
			exportRoles: [Role.fromRoleArn(given, 'Role', 'arn:aws:iam::111111111111:role/export')],
			alarmsTopic: new Topic(given, 'Alarms'),
		}),
	],
	[
		'a state machine for the processing',
		(given) => ({
			processingStateMachine: StateMachine.fromStateMachineArn(
				given,
				'Own',
				'arn:aws:states:eu-west-1:111111111111:stateMachine:own',
			),
		}),
	],
	['tables', () => ({ catalog: { schemas: { ITEMS } } })],
	[
		'every option of times, alarms and processing',
		() => ({
			deadline: Duration.days(2),
			poll: { min: Duration.seconds(30), max: Duration.hours(1) },
			adoptLookBack: Duration.hours(72),
			alarmPeriod: Duration.minutes(10),
			noSuccessFor: Duration.hours(26),
			instanceName: 'team-a',
			scope: { datasetGroupArns: [GROUP], jobNamePrefix: 'team-a-' },
			runbookUrl: 'https://wiki.example.com/runbook',
			processing: { toleratedRejectShare: 0, profileValues: false, batchesAtOnce: 40, memory: Size.gibibytes(8) },
		}),
	],
	[
		'a key, keys for exports, and everything kept for ever',
		(given) => ({
			encryptionKey: new Key(given, 'Key'),
			exportKeys: [new Key(given, 'ExportKey')],
			retention: { logs: RetentionDays.INFINITE, exports: 'forever', datasets: 'forever', accessLogs: 'forever' },
		}),
	],
];

describe('the template', () => {
	it.each(combinations)('fits the schemas of CloudFormation with %s', (_what, propsOf) => {
		const app = newApp();
		const exportWatch = propsOf(new Stack(app, 'Given'));
		const { resources } = synthesise({}, new ExportwatchStack(app, 'Exportwatch', { exportWatch }));
		expect(problemsOf(resources)).toEqual([]);
	});
});

describe('the check of templates', () => {
	it.each([
		['an unknown type', { Type: 'AWS::Lambda::Funktion', Properties: {} }, 'there is no type'],
		['a missing property', { Type: 'AWS::Lambda::Function', Properties: {} }, 'Code is missing'],
		['an unknown property', { Type: 'AWS::SNS::Topic', Properties: { Displayname: 'x' } }, 'Displayname is unknown'],
		[
			'a wrong type',
			{ Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: '5' } },
			'.DelaySeconds must be integer, not "5"',
		],
		[
			'a value that is not allowed, deep inside',
			{ Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'On' } } },
			'.VersioningConfiguration.Status must be one of ["Enabled","Suspended"], not "On"',
		],
	])('finds %s', (_what, resource, problem) => {
		expect(problemsOf({ It: resource })).toContainEqual(expect.stringContaining(problem));
	});
});
