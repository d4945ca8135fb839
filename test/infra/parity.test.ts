import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import aslValidator from 'asl-validator';
import { Duration } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readDefinitionJson, workflowNames } from '#statemachine/read-definition.ts';
import { folderOf } from '../../infra/bundling/bundle-handler.ts';
import { outcomeEventPattern } from '../../infra/outcome-events.ts';
import { MAX_POLLS } from '../../infra/props/polls-until-deadline.ts';
import { functionSpecs } from '../../local/aws/lambda/functions.ts';
import { nameOf, readable, synthesise } from './synthesised.ts';

const { ofType, named, stack } = synthesise({
	deadline: Duration.hours(36),
	poll: { min: Duration.seconds(10), max: Duration.minutes(20) },
	adoptLookBack: Duration.hours(72),
});

const functions = ofType('AWS::Lambda::Function').map(
	([id, { Properties }]) => ({ name: nameOf(id), ...Properties }) as DeployedFunction,
);
interface DeployedFunction {
	readonly name: string;
	readonly Timeout: number;
	readonly Handler: string;
	readonly Runtime: string;
	readonly Architectures: readonly string[];
	readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

describe.each(workflowNames)('the state machine %s', (name) => {
	const text = readDefinitionJson(name);
	const {
		DefinitionString,
		DefinitionSubstitutions = {},
		...properties
	} = named('AWS::StepFunctions::StateMachine', name).Properties;

	it('has its file’s definition, readable in the template', () => {
		expect(DefinitionString).toBe(text);
	});

	it('gives each placeholder a value, and no other', () => {
		const placeholders = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, placeholder]) => placeholder);
		expect(Object.keys(DefinitionSubstitutions).sort()).toEqual([...new Set(placeholders)].sort());
	});

	it('means by a placeholder the thing of that name', () => {
		for (const [placeholder, value] of Object.entries(DefinitionSubstitutions)) {
			expect(readable(value)).toBe(`<${placeholder.replace(/(Function|StateMachine)Arn$/, '')}>`);
		}
	});

	it('is a valid definition with the values in it', () => {
		const filled = text.replaceAll(/\$\{(\w+)\}/g, (_placeholder, name: string) =>
			name === 'Partition' ? 'aws' : `arn:aws:lambda:eu-west-1:111111111111:function:${name}`,
		);
		const { isValid, errorsText } = aslValidator(JSON.parse(filled));
		expect(isValid, errorsText()).toBe(true);
	});

	it('logs every event without its data, and is traced', () => {
		expect(properties.LoggingConfiguration).toMatchObject({ IncludeExecutionData: false, Level: 'ALL' });
		expect(properties.TracingConfiguration).toEqual({ Enabled: true });
	});
});

describe('the deployed functions', () => {
	it('are those that the embedded AWS runs', () => {
		expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(functionSpecs).sort());
	});

	it.each(functions)(
		'$name has the variables that its code requires, the time it has locally, and Node 24 on arm64',
		(deployed) => {
			const { NODE_OPTIONS, ...variables } = deployed.Environment.Variables;
			expect(NODE_OPTIONS).toBe('--enable-source-maps');
			const required = sourcesOf(deployed.name).flatMap((source) =>
				[...source.matchAll(/requireEnv\('(\w+)'\)/g)].map(([, variable]) => variable),
			);
			expect(Object.keys(variables).sort()).toEqual([...new Set(required)].sort());
			expect(deployed).toMatchObject({
				Timeout: functionSpecs[deployed.name]?.settings.timeoutSeconds,
				Handler: 'index.handler',
				Runtime: 'nodejs24.x',
				Architectures: ['arm64'],
			});
		},
	);

	it.each(functions)('$name may make the calls that its code makes, and no other', ({ name }) => {
		const called = callsOf(bundleOf(name).code);
		// Who may not list a bucket is told AccessDenied, not NoSuchKey, of an object that is gone.
		if (called.includes('s3:GetObject')) called.push('s3:ListBucket');
		const allowed = grantsOf(name).filter(
			(action) => !/^(logs|kms|sqs):|^iam:PassRole$|^personalize:TagResource$/.test(action),
		);
		expect([...new Set(allowed)].sort()).toEqual([...new Set(called)].sort());
	});

	it('get the defaults of a run in seconds and hours', () => {
		const variablesOf = (name: string) => functions.find((deployed) => deployed.name === name)?.Environment.Variables;
		expect(variablesOf('AcceptTrigger')).toMatchObject({
			WATCH_DEADLINE_SECONDS: '129600',
			WATCH_POLL_MIN_SECONDS: '10',
			WATCH_POLL_MAX_SECONDS: '1200',
		});
		expect(variablesOf('AdoptExports')).toMatchObject({ ADOPT_LOOK_BACK_HOURS: '72' });
	});

	it('of ProcessExport get their options, and datasets lie where they do on the embedded AWS', () => {
		const { named } = synthesise({ processing: { toleratedRejectShare: 0, profileValues: false } });
		const variablesOf = (name: string) => named('AWS::Lambda::Function', name).Properties.Environment.Variables;
		expect(variablesOf('PublishDataset')).toMatchObject({ TOLERATED_REJECT_SHARE: '0', PROFILE_VALUES: 'false' });
		const [, local] = functionSpecs.PlanBatches?.environment.PROCESSED_PATH?.match(/^s3:\/\/[^/]+(\/.*)$/) ?? [];
		expect(readable(variablesOf('PlanBatches').PROCESSED_PATH)).toBe(`s3://<Processed>${local}`);
	});

	it('of ProcessExport have the memory and the disk that a file of any size asks for', () => {
		for (const name of ['ConvertFiles', 'PublishDataset']) {
			const { MemorySize, EphemeralStorage, Environment } = named('AWS::Lambda::Function', name).Properties;
			expect(MemorySize).toBe(2_048);
			expect(EphemeralStorage).toEqual({ Size: 10_240 });
			expect(Number(Environment.Variables.DUCKDB_MEMORY_MB)).toBeLessThan(MemorySize / 2);
		}
	});

	it('end before their Task does', () => {
		const timeoutOf = new Map(functions.map(({ name, Timeout }) => [name, Timeout]));
		const tasks: { readonly name: string; readonly seconds: number }[] = [];
		for (const workflow of workflowNames) {
			JSON.parse(readDefinitionJson(workflow), (_key, value) => {
				const [, name] = /^\$\{(\w+)FunctionArn\}$/.exec(value?.Parameters?.FunctionName) ?? [];
				if (name) tasks.push({ name, seconds: value.TimeoutSeconds });
				return value;
			});
		}
		expect(tasks.length).toBeGreaterThan(12);
		for (const { name, seconds } of tasks) expect(timeoutOf.get(name), name).toBeLessThan(seconds);
	});

	it('get the defaults of the embedded AWS where nothing is given', () => {
		const { named } = synthesise();
		for (const name of ['AcceptTrigger', 'AdoptExports', 'ConvertFiles', 'PublishDataset']) {
			const { Variables } = named('AWS::Lambda::Function', name).Properties.Environment;
			const plain = Object.entries(functionSpecs[name]?.environment ?? {}).filter(([, value]) =>
				/^([\d.]+|true)$/.test(value),
			);
			expect(Variables).toMatchObject(Object.fromEntries(plain));
		}
	});
});

describe('the rules', () => {
	const rules = ofType('AWS::Events::Rule').map(
		([id, { Properties }]) => ({ name: nameOf(id), ...Properties }) as Rule,
	);
	interface Rule {
		readonly name: string;
		readonly EventPattern?: unknown;
		readonly ScheduleExpression?: string;
		readonly EventBusName?: string;
		readonly Targets: readonly {
			readonly Arn: unknown;
			readonly Input?: unknown;
			readonly DeadLetterConfig: { readonly Arn: unknown };
		}[];
	}
	const patternOf = (file: string) => JSON.parse(readFileSync(`statemachine/rules/${file}`, 'utf8'));

	it.each(readdirSync('statemachine/rules/start-watch'))(
		'start a watch by the pattern of %s, with the whole event',
		(file) => {
			const rule = rules.find(
				({ EventPattern }) =>
					JSON.stringify(sorted(EventPattern)) === JSON.stringify(sorted(patternOf(`start-watch/${file}`))),
			);
			expect(rule?.Targets.map(({ Arn }) => readable(Arn))).toEqual(['<WatchExport>']);
			expect(rule?.Targets[0]?.Input).toBeUndefined();
		},
	);

	it('hand a stopped watch to RecordStoppedWatch', () => {
		const rule = rules.find(({ name }) => name === 'WatchStopped');
		const pattern = patternOf('watch-stopped.json');
		expect(rule?.EventPattern).toEqual({
			...pattern,
			detail: { ...pattern.detail, stateMachineArn: [{ Ref: expect.stringMatching(/^ExportWatchWatchExport/) }] },
		});
		expect(rule?.Targets.map(({ Arn }) => readable(Arn))).toEqual(['<RecordStoppedWatch>']);
	});

	it('run the sweep as often as its file says', () => {
		const rule = rules.find(({ name }) => name === 'Sweep');
		expect(rule).toMatchObject(JSON.parse(readFileSync('statemachine/schedules/adopt-exports.json', 'utf8')));
		expect(rule?.Targets.map(({ Arn }) => readable(Arn))).toEqual(['<AdoptExports>']);
	});

	it('stand on the default bus, and what they cannot deliver goes to the dead letters', () => {
		for (const { EventBusName, Targets } of rules) {
			expect(EventBusName).toBeUndefined();
			expect(Targets.map(({ DeadLetterConfig }) => readable(DeadLetterConfig.Arn))).toEqual(['<DeadLetters>']);
		}
	});

	it('are all that there are', () => {
		expect(rules.length).toBe(globSync('statemachine/{rules,schedules}/**/*.json').length);
	});
});

describe('the pattern of the outcomes', () => {
	const told = [
		...readFileSync('functions/notify-outcome/notify-outcome.ts', 'utf8').matchAll(/'(Dataset Export Job [\w ]+)'/g),
	];

	it('knows every event that is told', () => {
		expect(outcomeEventPattern().detailType?.toSorted()).toEqual(told.map(([, type]) => type).sort());
		expect(readFileSync('functions/notify-outcome/notify-calls.ts', 'utf8')).toContain(
			`Source: '${outcomeEventPattern().source}'`,
		);
	});

	it('takes as many outcomes as are asked for', () => {
		expect(stack.exportWatch.outcomeEventPattern('FAILED', 'ACTIONS_FAILED').detailType).toEqual([
			'Dataset Export Job Failed',
			'Dataset Export Job Actions Failed',
		]);
	});
});

describe('the metrics', () => {
	it('are those that the functions measure', () => {
		const measured = globSync('functions/*/*.ts')
			.map((file) => readFileSync(file, 'utf8'))
			.flatMap((source) => [...source.matchAll(/addMetric\(['`]([\w.]+)/g)].map(([, metric = '']) => metric));
		const watched = readFileSync('infra/operations/metrics.ts', 'utf8');
		const known = [...watched.matchAll(/metric\(['`]([\w.]+)/g)].map(([, metric = '']) => metric);
		expect(known.sort()).toEqual([...new Set(measured)].sort());
	});
});

describe('the polls that fit a history', () => {
	it('are as many at synth as the functions plan', () => {
		const planned = globSync('functions/**/*.ts').flatMap((file) =>
			[...readFileSync(file, 'utf8').matchAll(/\bMAX_LOOKS = ([\d_]+)/g)].map(([, polls = '']) =>
				Number(polls.replaceAll('_', '')),
			),
		);
		expect(planned).toEqual([MAX_POLLS]);
	});
});

/** A function without its packages; of what it imports from its own files, what it does not call is shaken out. */
function bundleOf(name: string) {
	const { metafile, outputFiles } = buildSync({
		entryPoints: [join(folderOf(name), 'handler.ts')],
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'esm',
		metafile: true,
		write: false,
	});
	return { metafile, code: outputFiles[0]?.text ?? '' };
}

/** A function's own sources, and those it imports. */
function sourcesOf(name: string): string[] {
	return Object.keys(bundleOf(name).metafile.inputs).map((file) =>
		readFileSync(relative(process.cwd(), file) || file, 'utf8'),
	);
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

function grantsOf(name: string): string[] {
	const [, policy] = ofType('AWS::IAM::Policy').find(([id]) => nameOf(id) === `${name}RoleDefaultPolicy`) ?? [];
	const statements: { Action: string | string[] }[] = policy?.Properties.PolicyDocument.Statement ?? [];
	return statements.flatMap(({ Action }) => Action);
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => a.localeCompare(b))
			.map(([key, inner]) => [key, sorted(inner)]),
	);
}
