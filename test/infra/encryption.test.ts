import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../infra/export-watch.ts';
import { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import { nameOf, newApp, type Resource, readable, synthesise } from './synthesised.ts';

const plain = synthesise();
const app = newApp();
const given = new Stack(app, 'Given');
const key = new Key(given, 'Key');
const keyed = synthesise({}, new ExportwatchStack(app, 'Exportwatch', { exportWatch: { encryptionKey: key } }));
/** The key's policy lies in its own stack; what ExportWatch added stands there. */
const keyPolicy = synthesise({}, given as ExportwatchStack).ofType('AWS::KMS::Key')[0]?.[1].Properties.KeyPolicy
	.Statement;

interface KeyStatement {
	readonly Action: string | string[];
	readonly Resource: unknown;
	readonly Condition?: Readonly<Record<'StringEquals' | 'StringLike', Readonly<Record<string, unknown>>>>;
}
interface ServiceStatement {
	readonly Principal: { readonly Service?: unknown };
	readonly Action: string | string[];
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
type Synthesised = typeof plain;

/** Who may do what with the key, and for what: a service's data, a machine's executions, the delivery of logs. */
const usesOf = ({ ofType }: Synthesised) =>
	ofType('AWS::IAM::Policy').flatMap(([id, { Properties }]) =>
		(Properties.PolicyDocument.Statement as KeyStatement[])
			.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')))
			.map(({ Action, Resource, Condition }) => ({
				who: nameOf(id).replace(/(Role)?DefaultPolicy$|KeyPolicy$/, ''),
				actions: [Action].flat().map((action) => action.replace('kms:', '')),
				key: Resource,
				for: { ...Condition?.StringEquals, ...Condition?.StringLike },
			})),
	);
const OF_MACHINE = 'kms:EncryptionContext:aws:states:stateMachineArn';
const each = (
	{ ofType }: Synthesised,
	type: string,
	check: (properties: Resource['Properties'], name: string) => void,
) => {
	const found = ofType(type);
	expect(found.length, type).toBeGreaterThan(0);
	for (const [id, { Properties }] of found) check(Properties, nameOf(id));
};
const isTheKey = (value: unknown) => expect(JSON.stringify(value)).toMatch(/Given.*Key/);
const denies = (statements: readonly Record<string, unknown>[], bool: object) =>
	expect(statements).toContainEqual(expect.objectContaining({ Effect: 'Deny', Condition: bool }));

describe('with a customer key, that key encrypts', () => {
	it('the records', () => {
		each(keyed, 'AWS::DynamoDB::Table', ({ SSESpecification }) => {
			expect(SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
			isTheKey(SSESpecification.KMSMasterKeyId);
		});
	});

	it('the topic and the dead letters', () => {
		each(keyed, 'AWS::SNS::Topic', ({ KmsMasterKeyId }) => isTheKey(KmsMasterKeyId));
		each(keyed, 'AWS::SQS::Queue', ({ KmsMasterKeyId }) => isTheKey(KmsMasterKeyId));
	});

	it('every log, and the environment of every function', () => {
		each(keyed, 'AWS::Logs::LogGroup', ({ KmsKeyId }) => isTheKey(KmsKeyId));
		each(keyed, 'AWS::Lambda::Function', ({ KmsKeyArn }) => isTheKey(KmsKeyArn));
	});

	it('exports, manifests and datasets; S3 can write access logs with its own key only', () => {
		each(keyed, 'AWS::S3::Bucket', ({ BucketEncryption }, name) => {
			const [{ ServerSideEncryptionByDefault: by }] = BucketEncryption.ServerSideEncryptionConfiguration;
			expect(by.SSEAlgorithm).toBe(name === 'AccessLogs' ? 'AES256' : 'aws:kms');
			if (name !== 'AccessLogs') isTheKey(by.KMSMasterKeyID);
		});
	});

	it('the definition and the executions of every state machine', () => {
		each(keyed, 'AWS::StepFunctions::StateMachine', ({ EncryptionConfiguration }) => {
			expect(EncryptionConfiguration.Type).toBe('CUSTOMER_MANAGED_KMS_KEY');
			isTheKey(EncryptionConfiguration.KmsKeyId);
		});
	});

	it('roles may use it, and no other, each through the service whose data it is', () => {
		for (const { key } of usesOf(keyed)) isTheKey(key);
		const allowed = usesOf(keyed).flatMap(({ who, for: { 'kms:ViaService': service, ...others } }) => {
			if (service) return `${who} ${readable(service).split('.')[0]}`;
			return Object.keys(others).length === 0 ? `${who} itself` : [];
		});
		const environments = keyed.ofType('AWS::Lambda::Function').map(([id]) => `${nameOf(id)} itself`);
		expect(allowed.filter((use) => !environments.includes(use)).sort()).toEqual([
			'AdoptExports dynamodb',
			'ConcludeProcessing dynamodb',
			'ConcludeProcessing sns',
			'ConvertFiles s3',
			'Export itself',
			'NotifyOutcome sns',
			'PlanBatches s3',
			'PublishDataset s3',
			'RecordOutcome dynamodb',
			'RecordStoppedWatch dynamodb',
			'RecordStoppedWatch sns',
			'RecordStoppedWatch sqs',
			'StartProcessing dynamodb',
			'StartProcessing s3',
			'SummariseExport dynamodb',
		]);
	});

	it('a machine may use it for its own executions and its log, and only who describes executions may read them', () => {
		const allowed = usesOf(keyed).flatMap(({ who, actions, for: { 'kms:ViaService': service, ...contexts } }) =>
			service
				? []
				: Object.entries(contexts).map(
						([context, values]) =>
							`${who}: ${actions.join(', ')} ${context === OF_MACHINE ? 'of' : context} ${[values].flat().map(readable).join(' and ')}`,
					),
		);
		const ofItself = (name: string) => [
			`${name}: Decrypt, GenerateDataKey of <${name}> and <${name}>/*`,
			`${name}: GenerateDataKey kms:EncryptionContext:SourceArn arn:<Partition>:logs:<Region>:<AccountId>:*`,
		];
		expect(allowed.sort()).toEqual(
			[
				'AdoptExports: Decrypt of <WatchExport>',
				'ExportDatasets: Decrypt of <WatchExport>',
				'RecordStoppedWatch: Decrypt of <WatchExport>',
				...['ExportDatasets', 'ProcessExport', 'WatchExport'].flatMap(ofItself),
			].sort(),
		);
	});

	it('which may be imported', () => {
		const arn = 'arn:aws:kms:us-east-1:111111111111:key/00000000-0000-0000-0000-000000000000';
		const stack = new Stack(newApp(), 'Exportwatch');
		new ExportWatch(stack, 'ExportWatch', { encryptionKey: Key.fromKeyArn(stack, 'Key', arn) });
		const imported = synthesise({}, stack as ExportwatchStack);
		each(imported, 'AWS::StepFunctions::StateMachine', ({ EncryptionConfiguration }) =>
			expect(EncryptionConfiguration.KmsKeyId).toBe(arn),
		);
		expect(new Set(usesOf(imported).map(({ key }) => key))).toEqual(new Set([arn]));
		expect(usesOf(imported).map(({ who }) => who)).toEqual(usesOf(keyed).map(({ who }) => who));
	});

	it('its policy admits Personalize, and on a condition the logs and EventBridge', () => {
		const services = keyPolicy
			.filter(({ Principal }: { Principal: { Service?: unknown } }) => Principal.Service)
			.map(({ Principal, Condition }: Record<string, { Service: unknown }>) => [
				readable(Principal?.Service),
				Condition,
			]);
		expect(services.map(([service]: [string]) => service).sort()).toEqual([
			'delivery.logs.amazonaws.com',
			'events.amazonaws.com',
			'logs.<Region>.amazonaws.com',
			'personalize.amazonaws.com',
		]);
		for (const [service, condition] of services) {
			if (service !== 'personalize.amazonaws.com') expect(condition, service).toBeDefined();
		}
	});

	it('its policy says what README.md asks of the policy of an imported one', () => {
		const inMarkdown = ({ Principal, Action, Condition = {} }: ServiceStatement) => {
			const [[operator, [[name, value] = []] = []] = []] = Object.entries(Condition).map(
				([operator, keys]) => [operator, Object.entries(keys)] as const,
			);
			const actions = [Action].flat().map((action) => `\`${action}\``);
			const condition = operator ? `\`${operator}\`, \`${name}\`: \`${readable(value)}\` ` : '';
			return `| \`${readable(Principal.Service)}\` | ${actions.join(', ')} | ${condition}|`;
		};
		const said = (keyPolicy as ServiceStatement[]).filter(({ Principal }) => Principal.Service).map(inMarkdown);
		const asked = readFileSync('README.md', 'utf8').match(/^\| `\S+\.amazonaws\.com` \|.*$/gm);
		expect(said).toEqual(asked);
	});
});

describe('without one, AWS’s keys encrypt', () => {
	it('the records, the topic, the dead letters and the buckets', () => {
		each(plain, 'AWS::DynamoDB::Table', ({ SSESpecification }) =>
			expect(SSESpecification).toEqual({ SSEEnabled: true }),
		);
		each(plain, 'AWS::SNS::Topic', ({ KmsMasterKeyId }) =>
			expect(readable(KmsMasterKeyId)).toMatch(/:alias\/aws\/sns$/),
		);
		each(plain, 'AWS::SQS::Queue', ({ SqsManagedSseEnabled }) => expect(SqsManagedSseEnabled).toBe(true));
		each(plain, 'AWS::S3::Bucket', ({ BucketEncryption }) => expect(BucketEncryption).toBeDefined());
	});

	it('and the executions of state machines, with one of Step Functions’ own', () => {
		each(plain, 'AWS::StepFunctions::StateMachine', ({ EncryptionConfiguration }) =>
			expect(EncryptionConfiguration).toBeUndefined(),
		);
	});

	it('and no role may use a key', () => {
		expect(JSON.stringify(plain.ofType('AWS::IAM::Policy'))).not.toContain('kms:');
	});
});

describe.each([
	['as it stands', plain],
	['with a customer key', keyed],
])('the stack %s', (_which, stack) => {
	it('takes nothing that does not come by TLS, on topic, queue and buckets', () => {
		const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
		each(stack, 'AWS::SNS::TopicPolicy', ({ PolicyDocument }) => denies(PolicyDocument.Statement, insecure));
		each(stack, 'AWS::SQS::QueuePolicy', ({ PolicyDocument }) => denies(PolicyDocument.Statement, insecure));
		each(stack, 'AWS::S3::BucketPolicy', ({ PolicyDocument }) => denies(PolicyDocument.Statement, insecure));
		expect(stack.ofType('AWS::S3::BucketPolicy').length).toBe(stack.ofType('AWS::S3::Bucket').length);
	});

	it('keeps its buckets private and versioned, and empties them in time', () => {
		each(
			stack,
			'AWS::S3::Bucket',
			({ PublicAccessBlockConfiguration, VersioningConfiguration, LifecycleConfiguration }, name) => {
				expect(Object.values(PublicAccessBlockConfiguration), name).toEqual([true, true, true, true]);
				expect(VersioningConfiguration).toEqual({ Status: 'Enabled' });
				expect(LifecycleConfiguration.Rules).toContainEqual(
					expect.objectContaining({
						Status: 'Enabled',
						ExpirationInDays: name === 'AccessLogs' ? 90 : 30,
						NoncurrentVersionExpiration: { NoncurrentDays: 7 },
					}),
				);
			},
		);
	});

	it('logs every access to exports, manifests and datasets, where only S3 may write it', () => {
		each(stack, 'AWS::S3::Bucket', ({ LoggingConfiguration, AccessControl }, name) => {
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
		each(stack, 'AWS::DynamoDB::Table', ({ PointInTimeRecoverySpecification: recovery }) =>
			expect(recovery).toEqual({ PointInTimeRecoveryEnabled: true }),
		);
		each(stack, 'AWS::Logs::LogGroup', ({ RetentionInDays }) => expect(RetentionInDays).toBe(90));
	});
});
