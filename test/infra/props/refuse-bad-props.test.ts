import { type App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../../infra/export-watch.ts';
import type { ExportWatchProps } from '../../../infra/props/export-watch-props.ts';
import { newApp } from '../../support/synthesised.ts';

const env = { account: '111111111111', region: 'eu-west-1' };
const here = () => new Stack(newApp(), 'Here', { env });
const create = (props: ExportWatchProps | ((stack: Stack) => ExportWatchProps)) => {
	const stack = here();
	return () => new ExportWatch(stack, 'Watch', typeof props === 'function' ? props(stack) : props);
};
const groupArn = (name: string, region = env.region, account = env.account) =>
	`arn:aws:personalize:${region}:${account}:dataset-group/${name}`;

describe('ExportWatch', () => {
	it.each<[string, ExportWatchProps, string]>([
		[
			'a poll bound over the deadline',
			{ deadline: Duration.minutes(10), poll: { max: Duration.hours(1) } },
			'Here/Watch: poll.max of 3600 s is over the deadline of 600 s',
		],
		[
			'a shortest wait over the deadline',
			{ deadline: Duration.minutes(10), poll: { min: Duration.minutes(20), max: Duration.minutes(20) } },
			'Here/Watch: poll.min of 1200 s is over the deadline of 600 s',
		],
		[
			'poll bounds the wrong way round',
			{ poll: { min: Duration.minutes(10), max: Duration.minutes(5) } },
			'Here/Watch: poll.min of 600 s is over poll.max of 300 s',
		],
		[
			'a deadline whose polls do not fit the history',
			{ deadline: Duration.days(30), poll: { max: Duration.minutes(1) } },
			'Here/Watch: deadline of 2592000 s takes 43200 polls that are at most poll.max of 60 s apart; the history of an execution has room for 2000',
		],
		[
			'a deadline too short',
			{ deadline: Duration.seconds(59) },
			'Here/Watch: deadline must be from 60 to 2592000 seconds, not 59',
		],
		[
			'a deadline too long',
			{ deadline: Duration.days(31) },
			'Here/Watch: deadline must be from 60 to 2592000 seconds, not 2678400',
		],
		[
			'a wait of no time',
			{ poll: { min: Duration.seconds(0) } },
			'Here/Watch: poll.min must be from 1 to 3600 seconds, not 0',
		],
		[
			'a wait too long',
			{ deadline: Duration.days(9), poll: { max: Duration.days(2) } },
			'Here/Watch: poll.max must be from 1 to 86400 seconds, not 172800',
		],
		[
			'an alarm period that is no multiple of a minute',
			{ alarmPeriod: Duration.seconds(90) },
			'Here/Watch: alarmPeriod must be a multiple of a minute, not 90 s',
		],
		[
			'an alarm period below a minute',
			{ alarmPeriod: Duration.seconds(10) },
			'Here/Watch: alarmPeriod must be a multiple of a minute, not 10 s',
		],
		[
			'a noSuccessFor of broken hours',
			{ noSuccessFor: Duration.minutes(90) },
			'Here/Watch: noSuccessFor must be a number of whole hours, not 5400 s',
		],
		[
			'a noSuccessFor longer than an alarm can look back',
			{ noSuccessFor: Duration.days(8) },
			'Here/Watch: noSuccessFor must be from 1 to 168 hours, not 192',
		],
		[
			'an adoptLookBack of broken hours',
			{ adoptLookBack: Duration.minutes(30) },
			'Here/Watch: adoptLookBack must be a number of whole hours, not 1800 s',
		],
		[
			'a retention of broken days',
			{ retention: { exports: Duration.hours(36) } },
			'Here/Watch: retention.exports must be a number of whole days, not 129600 s',
		],
		[
			'no batch at a time',
			{ processing: { batchesAtOnce: 0 } },
			'Here/Watch: processing.batchesAtOnce must be from 1 to 1000 batches, not 0',
		],
		[
			'half a batch',
			{ processing: { batchesAtOnce: 2.5 } },
			'Here/Watch: processing.batchesAtOnce must be a whole number, not 2.5',
		],
		[
			'less memory than a processor has',
			{ processing: { memory: Size.gibibytes(1) } },
			'Here/Watch: processing.memory must be from 1769 to 10240 MB, not 1024',
		],
		[
			'a share above the whole',
			{ processing: { toleratedRejectShare: 5 } },
			'Here/Watch: processing.toleratedRejectShare must be from 0 to 1 as a share of all rows, not 5',
		],
		[
			'an instance name that is no part of a parameter’s name',
			{ instanceName: 'team/a', scope: { jobNamePrefix: 'a-' } },
			'Here/Watch: instanceName must be 1 to 64 letters, digits, -, _ and ., not "team/a"',
		],
		[
			'a second instance that watches every job',
			{ instanceName: 'team-a' },
			'Here/Watch: instanceName of "team-a" needs a scope',
		],
		[
			'a prefix that no job name can have',
			{ scope: { jobNamePrefix: 'team a' } },
			'Here/Watch: scope.jobNamePrefix must be 1 to 20 letters, digits, - and _, the first a letter or digit, not "team a"',
		],
		[
			'a scope of no group',
			{ scope: { datasetGroupArns: [] } },
			'Here/Watch: scope.datasetGroupArns is empty, so no job would be watched',
		],
		[
			'more groups than a pattern has room for',
			{ scope: { datasetGroupArns: Array.from({ length: 11 }, (_, n) => groupArn(`g${n}`)) } },
			'Here/Watch: scope.datasetGroupArns has 11 groups, and the event pattern of a rule has room for 10',
		],
		[
			'the ARN of a dataset in place of its group',
			{ scope: { datasetGroupArns: [groupArn('a'), 'arn:aws:personalize:eu-west-1:111111111111:dataset/demo/ITEMS'] } },
			'Here/Watch: scope.datasetGroupArns[1] must be the ARN of a dataset group, not "arn:',
		],
		[
			'a group of another Region',
			{ scope: { datasetGroupArns: [groupArn('a', 'us-east-1')] } },
			'Here/Watch: scope.datasetGroupArns[0] is of the Region us-east-1, and the stack of eu-west-1',
		],
		[
			'a group of another account',
			{ scope: { datasetGroupArns: [groupArn('a', 'eu-west-1', '222222222222')] } },
			'Here/Watch: scope.datasetGroupArns[0] is of the account 222222222222, and the stack of 111111111111',
		],
		['no bucket at all', { exportBuckets: [] }, 'Here/Watch: exportBuckets is empty'],
	])('refuses %s', (_what, props, message) => {
		expect(create(props)).toThrow(expect.objectContaining({ name: 'ExportWatchRefused' }));
		expect(create(props)).toThrow(message);
	});

	it.each<[string, (other: Stack) => ExportWatchProps]>([
		['encryptionKey', (other) => ({ encryptionKey: new Key(other, 'It') })],
		[
			'recordsTable',
			(other) => ({
				recordsTable: Table.fromTableArn(other, 'It', 'arn:aws:dynamodb:us-east-1:111111111111:table/Jobs'),
			}),
		],
		['topic', (other) => ({ topic: new Topic(other, 'It') })],
		['manifestBucket', (other) => ({ manifestBucket: new Bucket(other, 'It') })],
		['processedBucket', (other) => ({ processedBucket: new Bucket(other, 'It') })],
		['exportBuckets[0]', (other) => ({ exportBuckets: [new Bucket(other, 'It')] })],
		['alarmsTopic', (other) => ({ alarmsTopic: new Topic(other, 'It') })],
	])('refuses %s of another Region', (prop, propsIn) => {
		const inOther = (stack: Stack) =>
			propsIn(new Stack(stack.node.root as App, 'There', { env: { ...env, region: 'us-east-1' } }));
		expect(create(inOther)).toThrow(
			`Here/Watch: ${prop} is in us-east-1; it must be in the stack's own Region, eu-west-1`,
		);
	});

	it.each<[string, (stack: Stack) => ExportWatchProps]>([
		['processedBucket', (stack) => ({ processedBucket: new Bucket(stack, 'It') })],
		['processing', () => ({ processing: { profileValues: false } })],
		['catalog', () => ({ catalog: { schemas: { ITEMS: {} } } })],
	])('refuses %s where the team brings its own processing', (prop, propsIn) => {
		const both = (stack: Stack) => ({
			...propsIn(stack),
			processingStateMachine: StateMachine.fromStateMachineName(stack, 'Own', 'LoadIntoWarehouse'),
		});
		expect(create(both)).toThrow(`Here/Watch: ${prop} is for ProcessExport`);
	});

	it('refuses an imported key of another Region', () => {
		const arn = 'arn:aws:kms:us-east-1:111111111111:key/00000000-0000-0000-0000-000000000000';
		expect(create((stack) => ({ encryptionKey: Key.fromKeyArn(stack, 'It', arn) }))).toThrow(
			'encryptionKey is in us-east-1',
		);
	});

	it.each<[string, ExportWatchProps]>([
		['a deadline shorter than the longest wait by default', { deadline: Duration.minutes(10) }],
		[
			'a longest wait below the shortest by default',
			{ poll: { max: Duration.seconds(2) }, deadline: Duration.hours(1) },
		],
		['the longest deadline', { deadline: Duration.days(30) }],
	])('accepts %s', (_what, props) => {
		expect(create(props)).not.toThrow();
	});
});
