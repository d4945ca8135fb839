import { Duration, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { RECORDS_BY_OUTCOME } from '#contracts/vocabulary.ts';
import { ExportwatchStack } from '../../../infra/exportwatch-stack.ts';
import type { RetentionOptions } from '../../../infra/props/export-watch-props.ts';
import { eachOfType, nameOf, newApp, readable, synthesise } from '../../support/synthesised.ts';

const plain = synthesise();
const app = newApp();
const encryptionKey = new Key(new Stack(app, 'Given'), 'Key');
const keyed = synthesise({}, new ExportwatchStack(app, 'Exportwatch', { exportWatch: { encryptionKey } }));

const isTheKey = (value: unknown) => expect(JSON.stringify(value)).toMatch(/Given.*Key/);
const denies = (statements: readonly Record<string, unknown>[], bool: object) =>
	expect(statements).toContainEqual(expect.objectContaining({ Effect: 'Deny', Condition: bool }));

describe('with a customer key, that key encrypts', () => {
	it('the records', () => {
		eachOfType(keyed, 'AWS::DynamoDB::Table', ({ SSESpecification }) => {
			expect(SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
			isTheKey(SSESpecification.KMSMasterKeyId);
		});
	});

	it('the topic and the dead letters', () => {
		eachOfType(keyed, 'AWS::SNS::Topic', ({ KmsMasterKeyId }) => isTheKey(KmsMasterKeyId));
		eachOfType(keyed, 'AWS::SQS::Queue', ({ KmsMasterKeyId }) => isTheKey(KmsMasterKeyId));
	});

	it('exports, manifests and datasets; S3 can write access logs with its own key only', () => {
		eachOfType(keyed, 'AWS::S3::Bucket', ({ BucketEncryption }, name) => {
			const [{ ServerSideEncryptionByDefault: by }] = BucketEncryption.ServerSideEncryptionConfiguration;
			expect(by.SSEAlgorithm).toBe(name === 'AccessLogs' ? 'AES256' : 'aws:kms');
			if (name !== 'AccessLogs') isTheKey(by.KMSMasterKeyID);
		});
	});
});

it('the records have the index by which the client lists them', () => {
	eachOfType(plain, 'AWS::DynamoDB::Table', ({ GlobalSecondaryIndexes }) =>
		expect(GlobalSecondaryIndexes).toEqual([
			{
				IndexName: RECORDS_BY_OUTCOME.name,
				KeySchema: [
					{ AttributeName: 'outcome', KeyType: 'HASH' },
					{ AttributeName: 'recordedAt', KeyType: 'RANGE' },
				],
				Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: RECORDS_BY_OUTCOME.attributes },
			},
		]),
	);
});

describe('without one, AWS’s keys encrypt', () => {
	it('the records, the topic, the dead letters and the buckets', () => {
		eachOfType(plain, 'AWS::DynamoDB::Table', ({ SSESpecification }) =>
			expect(SSESpecification).toEqual({ SSEEnabled: true }),
		);
		eachOfType(plain, 'AWS::SNS::Topic', ({ KmsMasterKeyId }) =>
			expect(readable(KmsMasterKeyId)).toMatch(/:alias\/aws\/sns$/),
		);
		eachOfType(plain, 'AWS::SQS::Queue', ({ SqsManagedSseEnabled }) => expect(SqsManagedSseEnabled).toBe(true));
		eachOfType(plain, 'AWS::S3::Bucket', ({ BucketEncryption }) => expect(BucketEncryption).toBeDefined());
	});
});

describe.each([
	['as it stands', plain],
	['with a customer key', keyed],
])('the stack %s', (_which, stack) => {
	it('takes nothing that does not come by TLS, on topic, queue and buckets', () => {
		const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
		eachOfType(stack, 'AWS::SNS::TopicPolicy', ({ PolicyDocument }) => denies(PolicyDocument.Statement, insecure));
		eachOfType(stack, 'AWS::SQS::QueuePolicy', ({ PolicyDocument }) => denies(PolicyDocument.Statement, insecure));
		eachOfType(stack, 'AWS::S3::BucketPolicy', ({ PolicyDocument }) => denies(PolicyDocument.Statement, insecure));
		expect(stack.ofType('AWS::S3::BucketPolicy').length).toBe(stack.ofType('AWS::S3::Bucket').length);
	});

	it('keeps its buckets private and versioned, and datasets for ever', () => {
		eachOfType(
			stack,
			'AWS::S3::Bucket',
			({ PublicAccessBlockConfiguration, VersioningConfiguration, LifecycleConfiguration }, name) => {
				expect(Object.values(PublicAccessBlockConfiguration), name).toEqual([true, true, true, true]);
				expect(VersioningConfiguration).toEqual({ Status: 'Enabled' });
				expect(LifecycleConfiguration.Rules).toContainEqual(
					expect.objectContaining({
						Status: 'Enabled',
						NoncurrentVersionExpiration: { NoncurrentDays: 7 },
					}),
				);
				const [{ ExpirationInDays: days }] = LifecycleConfiguration.Rules;
				expect(days, name).toBe({ AccessLogs: 90, Exports: 30, Manifests: 30 }[name]);
			},
		);
	});

	it('deletes what runs of ProcessExport leave in their staging folders after a week', () => {
		const { LifecycleConfiguration } = stack.named('AWS::S3::Bucket', 'Processed').Properties;
		expect(LifecycleConfiguration.Rules[1]).toMatchObject({ Prefix: 'datasets/_staging/', ExpirationInDays: 7 });
	});

	it('logs every access to exports, manifests and datasets, where only S3 may write it', () => {
		eachOfType(stack, 'AWS::S3::Bucket', ({ LoggingConfiguration, AccessControl }, name) => {
			expect(AccessControl).toBeUndefined();
			if (name === 'AccessLogs') return;
			expect(readable(LoggingConfiguration.DestinationBucketName)).toBe('<AccessLogs>');
			expect(LoggingConfiguration.LogFilePrefix).toBe(`${name}/`);
		});
	});

	it('keeps records and buckets when it is deleted, can restore records to any second, and gives every log an end', () => {
		for (const [, { DeletionPolicy }] of [
			...stack.ofType('AWS::DynamoDB::Table'),
			...stack.ofType('AWS::S3::Bucket'),
		]) {
			expect(DeletionPolicy).toBe('Retain');
		}
		eachOfType(stack, 'AWS::DynamoDB::Table', ({ PointInTimeRecoverySpecification: recovery }) =>
			expect(recovery).toEqual({ PointInTimeRecoveryEnabled: true }),
		);
		eachOfType(stack, 'AWS::Logs::LogGroup', ({ RetentionInDays }) => expect(RetentionInDays).toBe(90));
	});
});

describe('a retention', () => {
	const expirationsOf = (retention: RetentionOptions) =>
		Object.fromEntries(
			synthesise({ retention })
				.ofType('AWS::S3::Bucket')
				.map(([id, { Properties }]) => [nameOf(id), Properties.LifecycleConfiguration.Rules[0].ExpirationInDays]),
		);

	it('may be for ever', () => {
		const { ofType } = synthesise({ retention: { logs: RetentionDays.INFINITE } });
		expect(ofType('AWS::Logs::LogGroup').filter(([, { Properties = {} }]) => Properties.RetentionInDays)).toEqual([]);
		expect(expirationsOf({ exports: 'forever', accessLogs: 'forever' })).toEqual({
			Exports: undefined,
			Manifests: undefined,
			Processed: undefined,
			AccessLogs: undefined,
		});
	});

	it('may be in days', () => {
		const days = { exports: Duration.days(3), datasets: Duration.days(9), accessLogs: Duration.days(400) };
		expect(expirationsOf(days)).toEqual({ Exports: 3, Manifests: 3, Processed: 9, AccessLogs: 400 });
	});
});
