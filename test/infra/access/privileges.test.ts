import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { functionNameOf } from '#functions/shared/function-settings.ts';
import { StepFunctionsStartExecution } from '../../../infra/actions/step-functions-start-execution.ts';
import { handlerFolder } from '../../../infra/bundling/bundle-handler.ts';
import { nameOf, newApp, readable, type Synthesised, synthesise } from '../../support/synthesised.ts';

const repair = StateMachine.fromStateMachineName(new Stack(newApp(), 'Team'), 'Repair', 'repair');

const synthesised = synthesise();
const { ofType, stack } = synthesised;

/** Only a scope of groups makes the sweep list datasets, and only own actions make a notifier start executions. */
const ofGroups = synthesise({
	scope: { datasetGroupArns: ['arn:aws:personalize:eu-west-1:111111111111:dataset-group/demo'] },
	onFailure: { Repair: new StepFunctionsStartExecution(repair) },
});

interface Statement {
	readonly Effect: string;
	readonly Action: string | string[];
	readonly Resource: unknown;
	readonly Condition?: unknown;
}

const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

const policiesIn = (synthesised: Synthesised) =>
	synthesised.ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) =>
		listOf(Properties.Roles).map((role: { Ref: string }) => ({
			role: nameOf(role.Ref).replace(/Role$/, ''),
			statements: Properties.PolicyDocument.Statement as Statement[],
		})),
	);
const policies = policiesIn(synthesised);
const statements = policies.flatMap(({ statements }) => statements);

/** What a role may do, one line for each action and resource. */
const permissionsOf = (role: string): string[] =>
	policies
		.filter((policy) => policy.role === role)
		.flatMap(({ statements }) => statements)
		.flatMap(({ Action, Resource, Condition }) =>
			listOf(Action).flatMap((action) =>
				listOf(Resource).map((resource) =>
					[action, readable(resource), Condition && `if ${JSON.stringify(Condition)}`].filter(Boolean).join(' '),
				),
			),
		)
		.filter(
			(permission) =>
				!/^(logs:CreateLogStream|logs:PutLogEvents|xray:PutTraceSegments|xray:PutTelemetryRecords) /.test(permission),
		)
		.sort();

const own = (resource: string) => `arn:<Partition>:${resource.replace(':', ':<Region>:<AccountId>:')}`;
const anyJob = own('personalize:dataset-export-job/*');
const anyDataset = own('personalize:dataset/*');
const anySchema = own('personalize:schema/*');
const anyWatch = own('states:execution:<WatchExport.Name>:*');
const anyProcessing = own('states:execution:<ProcessExport.Name>:*');
const anyBatch = own('states:execution:<ProcessExport.Name>/*:*');
const onRecords = (...operations: string[]) => operations.map((operation) => `dynamodb:${operation} <ExportJobs>`);
const putOutcomes = `events:PutEvents ${own('events:event-bus/default')} if {"StringEquals":{"events:source":"exportwatch"}}`;

describe('a role', () => {
	it.each([
		['AcceptTrigger', []],
		['DescribeExportJob', [`personalize:DescribeDatasetExportJob ${anyJob}`, 'personalize:ListDatasetExportJobs *']],
		[
			'RecordOutcome',
			[
				...onRecords('GetItem', 'PutItem', 'UpdateItem'),
				`personalize:DescribeDatasetExportJob ${anyJob}`,
				`states:DescribeExecution ${anyWatch}`,
			],
		],
		['NotifyOutcome', [...onRecords('GetItem', 'UpdateItem'), putOutcomes, 'sns:Publish <ExportOutcomes>']],
		[
			'StartProcessing',
			[
				...onRecords('GetItem', 'UpdateItem'),
				's3:ListBucket <Exports>',
				's3:PutObject <Manifests>/*/manifest.json',
				`states:DescribeExecution ${anyProcessing}`,
				'states:StartExecution <ProcessExport>',
			],
		],
		['PlanExports', [`personalize:DescribeDataset ${anyDataset}`, 'personalize:ListDatasets *']],
		[
			'CreateExportJob',
			[
				'iam:PassRole <ExportRole> if {"StringEquals":{"iam:PassedToService":"personalize.amazonaws.com"}}',
				`personalize:CreateDatasetExportJob ${anyDataset}`,
				`personalize:CreateDatasetExportJob ${anyJob}`,
				`personalize:DescribeDatasetExportJob ${anyJob}`,
				`personalize:TagResource ${anyJob}`,
			],
		],
		['SummariseExport', ['dynamodb:GetItem <ExportJobs>']],
		['ConcludeExports', []],
		[
			'PlanBatches',
			[
				`personalize:DescribeDataset ${anyDataset}`,
				`personalize:DescribeSchema ${anySchema}`,
				's3:GetObject <Exports>/*',
				's3:GetObject <Manifests>/*/manifest.json',
				's3:ListBucket <Exports>',
				's3:ListBucket <Manifests>',
				's3:PutObject <Processed>/datasets/_staging/*',
			],
		],
		[
			'ConvertFiles',
			[
				's3:AbortMultipartUpload <Processed>/datasets/_staging/*',
				's3:GetObject <Exports>/*',
				's3:GetObject <Processed>/datasets/_staging/*',
				's3:ListBucket <Exports>',
				's3:PutObject <Processed>/datasets/_staging/*',
			],
		],
		[
			'PublishDataset',
			[
				's3:DeleteObject <Processed>/datasets/*',
				's3:GetObject <Processed>/datasets/*',
				's3:ListBucket <Processed>',
				's3:PutObject <Processed>/datasets/*',
			],
		],
		[
			'ConcludeProcessing',
			[
				...onRecords('GetItem', 'UpdateItem'),
				putOutcomes,
				's3:DeleteObject <Processed>/datasets/_staging/*',
				's3:ListBucket <Processed>',
				'sns:Publish <ExportOutcomes>',
			],
		],
		[
			'AdoptExports',
			[
				'dynamodb:BatchGetItem <ExportJobs>',
				'personalize:ListDatasetExportJobs *',
				`states:DescribeExecution ${anyWatch}`,
				'states:ListExecutions <WatchExport>',
				'states:StartExecution <WatchExport>',
			],
		],
		[
			'RecordStoppedWatch',
			[
				...onRecords('GetItem', 'PutItem', 'UpdateItem'),
				putOutcomes,
				'sns:Publish <ExportOutcomes>',
				'sqs:SendMessage <DeadLetters>',
				`states:DescribeExecution ${anyWatch}`,
				'states:StartExecution <WatchExport>',
			],
		],
		[
			'RecordStoppedProcessing',
			[
				...onRecords('GetItem', 'UpdateItem'),
				putOutcomes,
				'sns:Publish <ExportOutcomes>',
				'sqs:SendMessage <DeadLetters>',
				`states:DescribeExecution ${anyWatch.replace('WatchExport', 'ProcessExport')}`,
			],
		],
		[
			'NotifyStoppedExports',
			[
				putOutcomes,
				'sns:Publish <ExportOutcomes>',
				'sqs:SendMessage <DeadLetters>',
				`states:DescribeExecution ${anyWatch.replace('WatchExport', 'ExportDatasets')}`,
			],
		],
		['ExportRole', ['s3:ListBucket <Exports>', 's3:PutObject <Exports>/*']],
		['WatchExportEvents', ['states:StartExecution <WatchExport>']],
	])('of %s may do what its function does and no more', (role, permissions) => {
		expect(permissionsOf(role === 'ExportRole' ? 'Export' : role)).toEqual([...permissions].sort());
	});

	/** The calls by which a state machine delivers logs and traces take no resource. */
	const ofEveryMachine = (permission: string) => /^(logs|xray):\w+ \*$/.test(permission);
	/** Every version, because a running execution invokes those with which it began. */
	const invoke = (...names: string[]) => names.map((name) => `lambda:InvokeFunction <${name}>:*`);

	it.each([
		['WatchExport', invoke('AcceptTrigger', 'DescribeExportJob', 'NotifyOutcome', 'RecordOutcome', 'StartProcessing')],
		[
			'ExportDatasets',
			[
				...['DescribeRule', 'PutRule', 'PutTargets'].map(
					(action) => `events:${action} ${own('events:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule')}`,
				),
				...invoke('ConcludeExports', 'CreateExportJob', 'PlanExports', 'SummariseExport'),
				`states:DescribeExecution ${anyWatch}`,
				'states:StartExecution <WatchExport>',
				`states:StopExecution ${anyWatch}`,
			],
		],
		[
			'ProcessExport',
			[
				...invoke('ConcludeProcessing', 'ConvertFiles', 'PlanBatches', 'PublishDataset'),
				...['Describe', 'Redrive', 'Stop'].flatMap((verb) =>
					[anyProcessing, anyBatch].map((executions) => `states:${verb}Execution ${executions}`),
				),
				'states:StartExecution <ProcessExport>',
			],
		],
	])('of the state machine %s may do what its definition does and no more', (role, permissions) => {
		expect(permissionsOf(role).filter((permission) => !ofEveryMachine(permission))).toEqual([...permissions].sort());
	});

	it('has no other policy, and no managed one', () => {
		for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
			expect(Properties.ManagedPolicyArns, id).toBeUndefined();
			expect(Properties.Policies, id).toBeUndefined();
		}
	});

	it('has no action with a wildcard, and only Allow statements', () => {
		for (const { Action, Effect } of statements) {
			expect(listOf(Action).filter((action) => action.includes('*'))).toEqual([]);
			expect(Effect).toBe('Allow');
		}
	});

	it('may make on all resources only the calls that take none', () => {
		const onAll = statements.filter(({ Resource }) => listOf(Resource).includes('*')).flatMap(({ Action }) => Action);
		const others = onAll.filter((action) => !/^(logs|xray):/.test(action));
		expect([...new Set(others)].sort()).toEqual(['personalize:ListDatasetExportJobs', 'personalize:ListDatasets']);
	});

	it('of a function may write the log of that function only', () => {
		for (const [id, { Properties }] of ofType('AWS::Lambda::Function')) {
			const { statements = [] } = policies.find(({ role }) => role === nameOf(id)) ?? {};
			const logs = statements.filter(({ Action }) => listOf(Action).includes('logs:PutLogEvents'));
			expect(logs.map(({ Resource }) => readable(Resource))).toEqual([`<${nameOf(id)}Logs>`]);
			expect(readable(Properties.LoggingConfig.LogGroup)).toBe(`<${nameOf(id)}Logs>`);
		}
	});

	it('may be assumed by one service; the role of Personalize only for this account', () => {
		const trusts = ofType('AWS::IAM::Role').map(([id, { Properties }]) => {
			const [{ Principal, Condition }] = Properties.AssumeRolePolicyDocument.Statement;
			return [nameOf(id), Principal.Service, Condition] as const;
		});
		expect(trusts.filter(([, service]) => typeof service !== 'string')).toEqual([]);
		expect(trusts.find(([name]) => name === 'ExportRole')?.[2]).toEqual({
			StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
			ArnLike: { 'aws:SourceArn': expect.toSatisfy((arn) => readable(arn) === own('personalize:*')) },
		});
	});

	it('of Personalize’s service lets it write to the export bucket without a condition, as its guide has it', () => {
		const ofPersonalize = ofType('AWS::S3::BucketPolicy').flatMap(([, { Properties }]) =>
			(Properties.PolicyDocument.Statement as (Statement & { Principal: { Service?: string } })[]).filter(
				({ Principal }) => Principal.Service === 'personalize.amazonaws.com',
			),
		);
		expect(ofPersonalize.map(({ Action, Resource }) => [Action, readable(Resource)])).toEqual([
			['s3:ListBucket', '<Exports>'],
			['s3:PutObject', '<Exports>/*'],
		]);
		expect(ofPersonalize.filter(({ Condition }) => Condition)).toEqual([]);
	});

	it.each(stack.exportWatch.functions.map(({ settings }) => [functionNameOf(settings), settings] as const))(
		'of %s may make the calls that its code makes, and no other',
		(name, settings) => {
			const called = callsOf(bundleOf(join(handlerFolder(settings), 'handler.ts')));
			// Whoever may not list a bucket gets AccessDenied, not NoSuchKey, for an object that is missing.
			if (called.includes('s3:GetObject')) called.push('s3:ListBucket');
			const allowed = policiesIn(ofGroups)
				.filter(({ role }) => role === name)
				.flatMap(({ statements }) => statements.flatMap(({ Action }) => Action))
				.filter((action) => !/^(logs|xray|kms|sqs):|^iam:PassRole$|^personalize:TagResource$/.test(action));
			expect([...new Set(allowed)].sort()).toEqual([...new Set(called)].sort());
		},
	);
});

describe('EventBridge', () => {
	it('may invoke a function only for the rule that names it', () => {
		const permissions = ofType('AWS::Lambda::Permission').map(([, { Properties }]) => [
			readable(Properties.FunctionName),
			Properties.Principal,
			readable(Properties.SourceArn),
		]);
		expect(permissions.sort()).toEqual([
			['<AdoptExports>', 'events.amazonaws.com', '<Sweep>'],
			['<NotifyStoppedExports>', 'events.amazonaws.com', '<ExportsStopped>'],
			['<RecordStoppedProcessing>', 'events.amazonaws.com', '<ProcessingStopped>'],
			['<RecordStoppedWatch>', 'events.amazonaws.com', '<WatchStopped>'],
		]);
	});
});

/** The code of a function without its packages; esbuild removes what the function imports from our files and does not call. */
function bundleOf(entry: string): string {
	const { outputFiles } = buildSync({
		entryPoints: [entry],
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'esm',
		write: false,
	});
	return outputFiles[0]?.text ?? '';
}

const services: Readonly<Record<string, string>> = {
	'@aws-sdk/client-personalize': 'personalize',
	'@aws-sdk/client-sfn': 'states',
	'@aws-sdk/client-s3': 's3',
	'@aws-sdk/lib-storage': 's3',
	'@aws-sdk/client-sns': 'sns',
	'@aws-sdk/client-eventbridge': 'events',
	'@aws-sdk/lib-dynamodb': 'dynamodb',
};

/** The IAM actions of the SDK calls in a bundle; a command and a paginator are the same call. */
function callsOf(code: string): string[] {
	const imported = [...code.matchAll(/import \{([^}]*)\} from "(@aws-sdk\/[\w-]+)"/g)].flatMap(
		([, names = '', client = '']) => names.split(',').map((name) => ({ words: name.trim().split(' as '), client })),
	);
	return imported.flatMap(({ words, client }) => {
		const [, paginated, command, managed] = /^(?:paginate(\w+)|(\w+)Command|(Upload))$/.exec(words[0] ?? '') ?? [];
		const call = paginated ?? command ?? managed;
		if (!call || !code.includes(`${words.at(-1)}(`)) return [];
		const named = actions[call] ?? [client.endsWith('lib-dynamodb') ? `${call}Item` : call];
		return named.map((action) => `${services[client]}:${action}`);
	});
}

/** Where the action is not called as the call. */
const actions: Readonly<Record<string, readonly string[]>> = {
	ListObjectsV2: ['ListBucket'],
	DeleteObjects: ['DeleteObject'],
	CopyObject: ['GetObject', 'PutObject'],
	Upload: ['PutObject', 'AbortMultipartUpload'],
};
