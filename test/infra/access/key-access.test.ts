import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { ExportWatch } from '../../../infra/export-watch.ts';
import { ExportwatchStack } from '../../../infra/exportwatch-stack.ts';
import { eachOfType, nameOf, newApp, readable, type Synthesised, synthesise } from '../../support/synthesised.ts';

const app = newApp();
const given = new Stack(app, 'Given');
const key = new Key(given, 'Key');
const keyed = synthesise({}, new ExportwatchStack(app, 'Exportwatch', { exportWatch: { encryptionKey: key } }));
/** The key's policy lies in its own stack; it holds what ExportWatch added. */
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
/** Who may do what with the key, and for what: a service's data, a state machine's executions, the delivery of logs. */
const usesOf = ({ ofType }: Synthesised) =>
	ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) =>
		(Properties.PolicyDocument.Statement as KeyStatement[])
			.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')))
			.map(({ Action, Resource, Condition }) => ({
				who: nameOf(Properties.Roles[0].Ref).replace(/Role$/, ''),
				actions: [Action].flat().map((action) => action.replace('kms:', '')),
				key: Resource,
				for: { ...Condition?.StringEquals, ...Condition?.StringLike },
			})),
	);
const OF_STATE_MACHINE = 'kms:EncryptionContext:aws:states:stateMachineArn';
const OF_FUNCTION = 'kms:EncryptionContext:aws:lambda:FunctionArn';
const isTheKey = (value: unknown) => expect(JSON.stringify(value)).toMatch(/Given.*Key/);

describe('a customer key', () => {
	it('encrypts every log, and the environment of every function', () => {
		eachOfType(keyed, 'AWS::Logs::LogGroup', ({ KmsKeyId }) => isTheKey(KmsKeyId));
		eachOfType(keyed, 'AWS::Lambda::Function', ({ KmsKeyArn }) => isTheKey(KmsKeyArn));
	});

	it('encrypts the definition and the executions of every state machine', () => {
		eachOfType(keyed, 'AWS::StepFunctions::StateMachine', ({ EncryptionConfiguration }) => {
			expect(EncryptionConfiguration.Type).toBe('CUSTOMER_MANAGED_KMS_KEY');
			isTheKey(EncryptionConfiguration.KmsKeyId);
		});
	});

	it('is the only key that roles may use, each through the service whose data it encrypts', () => {
		for (const { key } of usesOf(keyed)) isTheKey(key);
		const allowed = usesOf(keyed).flatMap(({ who, for: { 'kms:ViaService': service, ...others } }) => {
			if (service) return `${who} ${readable(service).split('.')[0]}`;
			return Object.keys(others).length === 0 ? `${who} itself` : [];
		});
		expect(allowed.sort()).toEqual([
			'AdoptExports dynamodb',
			'ConcludeProcessing dynamodb',
			'ConcludeProcessing sns',
			'ConvertFiles s3',
			'Export itself',
			'NotifyOutcome dynamodb',
			'NotifyOutcome sns',
			'NotifyStoppedExports sns',
			'NotifyStoppedExports sqs',
			'PlanBatches s3',
			'PublishDataset s3',
			'RecordOutcome dynamodb',
			'RecordStoppedProcessing dynamodb',
			'RecordStoppedProcessing sns',
			'RecordStoppedProcessing sqs',
			'RecordStoppedWatch dynamodb',
			'RecordStoppedWatch sns',
			'RecordStoppedWatch sqs',
			'StartProcessing dynamodb',
			'StartProcessing s3',
			'SummariseExport dynamodb',
		]);
	});

	it('serves each function for its own environment', () => {
		const environments = usesOf(keyed).flatMap(({ who, actions, for: context }) =>
			OF_FUNCTION in context
				? [`${who}: ${actions} of ${[context[OF_FUNCTION]].flat().map(readable).join(' and ')}`]
				: [],
		);
		expect(environments.sort()).toEqual(
			keyed
				.ofType('AWS::Lambda::Function')
				.map(([id]) => `${nameOf(id)}: Decrypt of <${nameOf(id)}> and <${nameOf(id)}>:*`)
				.sort(),
		);
	});

	it('serves a state machine for its own executions and its log, and those who describe executions', () => {
		const allowed = usesOf(keyed).flatMap(
			({ who, actions, for: { 'kms:ViaService': service, [OF_FUNCTION]: environment, ...contexts } }) =>
				service || environment
					? []
					: Object.entries(contexts).map(
							([context, values]) =>
								`${who}: ${actions.join(', ')} ${context === OF_STATE_MACHINE ? 'of' : context} ${[values].flat().map(readable).join(' and ')}`,
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
				'NotifyStoppedExports: Decrypt of <ExportDatasets>',
				'RecordOutcome: Decrypt of <WatchExport>',
				'RecordStoppedProcessing: Decrypt of <ProcessExport>',
				'RecordStoppedWatch: Decrypt of <WatchExport>',
				'StartProcessing: Decrypt of <ProcessExport>',
				...['ExportDatasets', 'ProcessExport', 'WatchExport'].flatMap(ofItself),
			].sort(),
		);
	});

	it('may be imported', () => {
		const arn = 'arn:aws:kms:us-east-1:111111111111:key/00000000-0000-0000-0000-000000000000';
		const stack = new Stack(newApp(), 'Exportwatch');
		new ExportWatch(stack, 'ExportWatch', { encryptionKey: Key.fromKeyArn(stack, 'Key', arn) });
		const imported = synthesise({}, stack as ExportwatchStack);
		eachOfType(imported, 'AWS::StepFunctions::StateMachine', ({ EncryptionConfiguration }) =>
			expect(EncryptionConfiguration.KmsKeyId).toBe(arn),
		);
		expect(new Set(usesOf(imported).map(({ key }) => key))).toEqual(new Set([arn]));
		expect(usesOf(imported).map(({ who }) => who)).toEqual(usesOf(keyed).map(({ who }) => who));
	});

	it('admits Personalize by its policy, and the logs and EventBridge on a condition', () => {
		const services = keyPolicy
			.filter(({ Principal }: { Principal: { Service?: unknown } }) => Principal.Service)
			.map(({ Principal, Condition }: Record<string, { Service: unknown }>) => [
				readable(Principal?.Service),
				Condition,
			]);
		expect(services.map(([service]: [string]) => service).sort()).toEqual([
			'delivery.logs.amazonaws.com',
			'events.amazonaws.com',
			'logs.<Region>.<URLSuffix>',
			'personalize.amazonaws.com',
		]);
		for (const [service, condition] of services) {
			if (service !== 'personalize.amazonaws.com') expect(condition, service).toBeDefined();
		}
	});

	it('has the policy that docs/deploy.md requires of an imported key', () => {
		const inMarkdown = ({ Principal, Action, Condition = {} }: ServiceStatement) => {
			const [[operator, [[name, value] = []] = []] = []] = Object.entries(Condition).map(
				([operator, keys]) => [operator, Object.entries(keys)] as const,
			);
			const actions = [Action].flat().map((action) => `\`${action}\``);
			const condition = operator ? `\`${operator}\`, \`${name}\`: \`${readable(value)}\` ` : '';
			return `| \`${readable(Principal.Service)}\` | ${actions.join(', ')} | ${condition}|`;
		};
		const said = (keyPolicy as ServiceStatement[])
			.filter(({ Principal }) => Principal.Service)
			.map((statement) => inMarkdown(statement).replaceAll('<URLSuffix>', 'amazonaws.com'));
		const asked = readFileSync('docs/deploy.md', 'utf8').match(/^\| `\S+\.amazonaws\.com` \|.*$/gm);
		expect(said).toEqual(asked);
	});
});

describe('a key of exports', () => {
	const app = newApp();
	const given = new Stack(app, 'Given');
	const exportKeys = [new Key(given, 'Key')];
	const stack = synthesise({}, new ExportwatchStack(app, 'Exportwatch', { exportWatch: { exportKeys } }));

	it('may be used by the default role, by Personalize and by those who read exports, and by no other', () => {
		for (const { key } of usesOf(stack)) isTheKey(key);
		expect(usesOf(stack).map(({ who, actions }) => `${who}: ${actions.join(', ')}`)).toEqual([
			'Export: Decrypt, DescribeKey, GenerateDataKey, ListGrants',
			'PlanBatches: Decrypt',
			'ConvertFiles: Decrypt',
		]);
		const { KeyPolicy } = synthesise({}, given as ExportwatchStack).ofType('AWS::KMS::Key')[0]?.[1].Properties ?? {};
		expect(JSON.stringify(KeyPolicy)).toContain('{"Service":"personalize.amazonaws.com"}');
	});

	it('may be named in a request, and without any no key may', () => {
		const keysOf = ({ named }: Synthesised) =>
			named('AWS::Lambda::Function', 'PlanExports').Properties.Environment.Variables.EXPORT_KEY_ARNS;
		isTheKey(keysOf(stack));
		isTheKey(keysOf(keyed));
		expect(keysOf(synthesise())).toBe('[]');
	});
});

describe('without a customer key', () => {
	const plain = synthesise();

	it('a key of Step Functions encrypts the executions', () => {
		eachOfType(plain, 'AWS::StepFunctions::StateMachine', ({ EncryptionConfiguration }) =>
			expect(EncryptionConfiguration).toBeUndefined(),
		);
	});

	it('no role may use a key', () => {
		expect(JSON.stringify(plain.ofType('AWS::IAM::Policy'))).not.toContain('kms:');
	});
});
