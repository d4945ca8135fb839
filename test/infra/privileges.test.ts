import { describe, expect, it } from 'vitest';
import { nameOf, readable, synthesise } from './synthesised.ts';

const { ofType } = synthesise();

interface Statement {
	readonly Effect: string;
	readonly Action: string | string[];
	readonly Resource: unknown;
	readonly Condition?: unknown;
}

const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

const policies = ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) =>
	listOf(Properties.Roles).map((role: { Ref: string }) => ({
		role: nameOf(role.Ref).replace(/Role$/, ''),
		statements: Properties.PolicyDocument.Statement as Statement[],
	})),
);
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
			(permission) => !permission.startsWith('logs:CreateLogStream ') && !permission.startsWith('logs:PutLogEvents '),
		)
		.sort();

const own = (resource: string) => `arn:<Partition>:${resource.replace(':', ':<Region>:<AccountId>:')}`;
const anyJob = own('personalize:dataset-export-job/*');
const anyDataset = own('personalize:dataset/*');
const anySchema = own('personalize:schema/*');
const anyWatch = own('states:execution:<WatchExport.Name>:*');
const anyProcessing = own('states:execution:<ProcessExport.Name>:*');
const putOutcomes = `events:PutEvents ${own('events:event-bus/default')} if {"StringEquals":{"events:source":"exportwatch"}}`;

describe('a role may do what its step does and no more:', () => {
	it.each([
		['AcceptTrigger', []],
		['DescribeExportJob', [`personalize:DescribeDatasetExportJob ${anyJob}`, 'personalize:ListDatasetExportJobs *']],
		['RecordOutcome', ['dynamodb:PutItem <ExportJobs>', `personalize:DescribeDatasetExportJob ${anyJob}`]],
		['NotifyOutcome', [putOutcomes, 'sns:Publish <ExportOutcomes>']],
		[
			'StartProcessing',
			[
				'dynamodb:UpdateItem <ExportJobs>',
				's3:ListBucket <Exports>',
				's3:PutObject <Manifests>/*/manifest.json',
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
				'dynamodb:UpdateItem <ExportJobs>',
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
				'dynamodb:PutItem <ExportJobs>',
				putOutcomes,
				'sns:Publish <ExportOutcomes>',
				'sqs:SendMessage <DeadLetters>',
				`states:DescribeExecution ${anyWatch}`,
			],
		],
		['ExportRole', ['s3:ListBucket <Exports>', 's3:PutObject <Exports>/*']],
		['WatchExportEvents', ['states:StartExecution <WatchExport>']],
	])('%s', (role, permissions) => {
		expect(permissionsOf(role === 'ExportRole' ? 'Export' : role)).toEqual([...permissions].sort());
	});

	/** The calls by which a state machine delivers logs and traces know no resource. */
	const ofEveryMachine = (permission: string) => /^(logs|xray):\w+ \*$/.test(permission);
	const invoke = (...names: string[]) =>
		names.flatMap((name) => [`lambda:InvokeFunction <${name}>`, `lambda:InvokeFunction <${name}>:$LATEST`]);

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
				`states:DescribeExecution ${anyProcessing}`,
				'states:StartExecution <ProcessExport>',
				`states:StopExecution ${anyProcessing}`,
			],
		],
	])('the state machine %s', (role, permissions) => {
		expect(permissionsOf(role).filter((permission) => !ofEveryMachine(permission))).toEqual([...permissions].sort());
	});

	it('no role has another policy, and no managed one', () => {
		for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
			expect(Properties.ManagedPolicyArns, id).toBeUndefined();
			expect(Properties.Policies, id).toBeUndefined();
		}
	});

	it('no action has a wildcard, and nothing but an Allow stands in a role', () => {
		for (const { Action, Effect } of statements) {
			expect(listOf(Action).filter((action) => action.includes('*'))).toEqual([]);
			expect(Effect).toBe('Allow');
		}
	});

	it('only calls that know no resource are allowed on all', () => {
		const onAll = statements.filter(({ Resource }) => listOf(Resource).includes('*')).flatMap(({ Action }) => Action);
		const others = onAll.filter((action) => !/^(logs|xray):/.test(action));
		expect([...new Set(others)].sort()).toEqual(['personalize:ListDatasetExportJobs', 'personalize:ListDatasets']);
	});

	it('a function writes its own log only', () => {
		for (const [id, { Properties }] of ofType('AWS::Lambda::Function')) {
			const { statements = [] } = policies.find(({ role }) => role === nameOf(id)) ?? {};
			const logs = statements.filter(({ Action }) => listOf(Action).includes('logs:PutLogEvents'));
			expect(logs.map(({ Resource }) => readable(Resource))).toEqual([`<${nameOf(id)}Logs>`]);
			expect(readable(Properties.LoggingConfig.LogGroup)).toBe(`<${nameOf(id)}Logs>`);
		}
	});

	it('every role is assumed by one service, Personalize’s only for this account', () => {
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

	it('EventBridge may invoke a function only for the rule that names it', () => {
		const permissions = ofType('AWS::Lambda::Permission').map(([, { Properties }]) => [
			readable(Properties.FunctionName),
			Properties.Principal,
			readable(Properties.SourceArn),
		]);
		expect(permissions.sort()).toEqual([
			['<AdoptExports>', 'events.amazonaws.com', '<Sweep>'],
			['<RecordStoppedWatch>', 'events.amazonaws.com', '<WatchStopped>'],
		]);
	});
});
