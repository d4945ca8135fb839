import { describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { exportResult, plannedExport } from '#contracts/exports.ts';
import { concludeExports } from '#functions/export-datasets/conclude-exports/conclude-exports.ts';
import { createExportJob } from '#functions/export-datasets/create-export-job/create-export-job.ts';
import { type Dataset, planExports } from '#functions/export-datasets/plan-exports/plan-exports.ts';
import { summariseExport } from '#functions/export-datasets/summarise-export/summarise-export.ts';
import { fillPlaceholders } from '#statemachine/placeholders.ts';
import { readDefinitionJson } from '#statemachine/read-definition.ts';
import { LambdaFunctionError } from '../../local/aws/lambda/lambda-function-error.ts';
import { stateMachineArnOf } from '../../local/aws/shared/names.ts';
import { ACCEPTING } from '../support/builders.ts';
import { machine, serveStepFunctions } from '../support/served-step-functions.ts';
import { useSkippedTime } from '../support/skipped-time.ts';
import { createWalk } from '../support/walk.ts';
import { errorNamed } from '../support/world.ts';

const names = ['PlanExports', 'CreateExportJob', 'SummariseExport', 'ConcludeExports'] as const;
type FunctionName = (typeof names)[number];

const definition = JSON.parse(
	fillPlaceholders(readDefinitionJson('ExportDatasets'), {
		Partition: 'aws',
		WatchExportStateMachineArn: stateMachineArnOf('WatchExport'),
		...Object.fromEntries(names.map((name) => [`${name}FunctionArn`, name])),
	}),
);
const walk = createWalk('ExportDatasets', definition);

useSkippedTime();

const GROUP = 'arn:aws:personalize:us-east-1:000000000000:dataset-group/demo';
const datasetOf = (datasetType: string, index: number): Dataset => ({
	datasetArn: `arn:aws:personalize:us-east-1:000000000000:dataset/demo-${index}/${datasetType}`,
	datasetType,
	datasetGroupArn: GROUP,
});
const request = {
	datasetGroupArn: GROUP,
	outputPath: 's3://exports/n',
	roleArn: 'arn:aws:iam::000000000000:role/Export',
};

/** A stand-in for the watch: jobs of USERS fail, all others succeed. */
const watchExport = machine({
	IsUsers: {
		Type: 'Choice',
		Choices: [{ Variable: '$.datasetExportJobArn', StringMatches: '*users*', Next: 'ExportFailed' }],
		Default: 'ExportSucceeded',
	},
	ExportFailed: { Type: 'Fail', Error: 'ExportFailed', Cause: 'no permission' },
	ExportSucceeded: { Type: 'Succeed' },
});

interface World {
	readonly types: readonly string[];
	readonly failing: Partial<Record<FunctionName, (call: number) => Error | undefined>>;
	readonly record: Partial<ExportJobRecord> | undefined;
	readonly hasWatchExport: boolean;
}

const run = async (partial: Partial<World> = {}, input: object = request) => {
	const world: World = {
		types: ['INTERACTIONS', 'ITEMS'],
		failing: {},
		record: { manifest: 's3://m/x', durationSeconds: 9 },
		hasWatchExport: true,
		...partial,
	};
	const calls: string[] = [];
	const work: Record<FunctionName, (payload: never) => unknown> = {
		PlanExports: (payload) =>
			planExports(payload, {
				keyArns: [],
				defaults: ACCEPTING.defaults,
				scope: {},
				listDatasets: async () => world.types.map(datasetOf),
				describeDataset: async () => undefined,
			}),
		CreateExportJob: (payload) =>
			createExportJob(plannedExport.parse(payload), {
				create: async ({ datasetArn, jobName }) => datasetArn.replace(/:dataset\/.*/, `:dataset-export-job/${jobName}`),
				describe: async () => ({}),
			}),
		SummariseExport: (payload) =>
			summariseExport(exportResult.parse(payload), {
				readRecord: async () => world.record as ExportJobRecord | undefined,
			}),
		ConcludeExports: concludeExports,
	};
	const invokeFunction = async (name: string, payload: unknown) => {
		calls.push(name);
		try {
			const failure = world.failing[name as FunctionName]?.(calls.filter((called) => called === name).length);
			if (failure) throw failure;
			return await work[name as FunctionName](payload as never);
		} catch (error) {
			throw new LambdaFunctionError((error as Error).name, (error as Error).message, []);
		}
	};
	const service = await serveStepFunctions(
		{ ExportDatasets: definition, ...(world.hasWatchExport && { WatchExport: watchExport }) },
		{ invokeFunction },
	);
	const end = await service.run('ExportDatasets', input);
	walk.note(input, end, await service.history(end.executionArn ?? ''));
	return { ...end, calls, summary: JSON.parse(end.output ?? 'null') };
};

describe('ExportDatasets', () => {
	it('succeeds when all exports do', async () => {
		const { status, summary } = await run();
		expect(status).toBe('SUCCEEDED');
		expect(summary).toMatchObject({
			outcome: 'SUCCEEDED',
			datasets: [{ datasetType: 'INTERACTIONS', manifest: 's3://m/x', seconds: 9 }, { datasetType: 'ITEMS' }],
		});
	});

	it('fails, naming the one that does', async () => {
		const { error, cause } = await run({ types: ['ITEMS', 'USERS'] });
		expect(error).toBe('ExportsFailed');
		expect(cause).toMatch(/^1 of 2 exports failed: USERS \([\w-]+\) FAILED: no permission$/);
	});

	it('succeeds partly where asked to', async () => {
		const { status, summary } = await run({ types: ['ITEMS', 'USERS'] }, { ...request, onPartialFailure: 'continue' });
		expect({ status, outcome: summary.outcome }).toEqual({ status: 'SUCCEEDED', outcome: 'PARTLY_FAILED' });
	});

	it.each(['DatasetBusy', 'ExportQuotaReached', 'ServiceThrottled', 'ServiceUnavailable'])(
		'waits %s out before it creates a job',
		async (name) => {
			const { status } = await run({
				failing: { CreateExportJob: (call) => (call < 12 ? errorNamed(name) : undefined) },
			});
			expect(status).toBe('SUCCEEDED');
		},
	);

	it.each(['CreateRefused', 'JobNameTaken', 'NovelError'])(
		'says of a job that %s keeps from being made that it is not created',
		async (name) => {
			const { error, cause, calls } = await run({
				types: ['ITEMS'],
				failing: { CreateExportJob: () => errorNamed(name, 'no') },
			});
			expect(error).toBe('ExportsFailed');
			expect(cause).toMatch(new RegExp(`ITEMS \\([\\w-]+\\) NOT_CREATED: ${name}: no$`));
			expect(calls.filter((called) => called === 'CreateExportJob')).toHaveLength(1);
		},
	);

	it('does not take an export for a success whose summary cannot be made', async () => {
		const { error, cause } = await run({
			failing: { SummariseExport: () => errorNamed('AccessDeniedException', 'no table') },
		});
		expect(error).toBe('ExportsFailed');
		expect(cause).toContain('no table');
	});

	it.each(['PlanExports', 'ConcludeExports'] as const)('ends as broken, saying why, where %s fails', async (name) => {
		const { error, cause } = await run({ failing: { [name]: () => errorNamed('AccessDeniedException', 'no role') } });
		expect(error).toBe('ExportsBroken');
		expect(cause).toMatch(/^AccessDeniedException: .*no role/);
	});

	it.each(names)('ends without a success if a transient fault of %s lasts', async (name) => {
		const { error } = await run({ types: ['ITEMS'], failing: { [name]: () => errorNamed('ServiceUnavailable') } });
		expect(error).toMatch(/^Exports(Failed|Broken)$/);
	});

	it('gives up a dataset that stays busy', async () => {
		const { cause } = await run({
			types: ['ITEMS'],
			failing: { CreateExportJob: () => errorNamed('DatasetBusy', 'in use') },
		});
		expect(cause).toMatch(/NOT_CREATED: DatasetBusy: in use$/);
	});

	it('says of a job whose watch cannot be started that it is left to the sweep', async () => {
		const { error, cause, summary } = await run({ types: ['ITEMS'], record: undefined, hasWatchExport: false });
		expect({ error, summary }).toEqual({ error: 'ExportsFailed', summary: null });
		expect(cause).toMatch(
			/UNKNOWN: its watch could not be started, so the next sweep starts one .*StepFunctions\.StateMachineDoesNotExistException/,
		);
	});

	it('sums up fifty failed exports with all their tags', async () => {
		const tags = Array.from({ length: 6 }, (_, n) => ({ tagKey: `key-${n}`, tagValue: 'v'.repeat(200) }));
		const { error, cause } = await run({ types: Array(50).fill('USERS') }, { ...request, tags });
		expect(error).toBe('ExportsFailed');
		expect(cause).toMatch(/^50 of 50 exports failed: USERS /);
	});

	it('refuses what it cannot export', async () => {
		const { error, cause } = await run({ types: ['ACTIONS'] });
		expect(error).toBe('RequestRejected');
		expect(cause).toContain('ACTIONS');
	});
});

describe('the tests above', () => {
	it('walk every state', () => {
		expect(walk.missedStates()).toEqual([]);
	});

	it('walk every edge of every Choice', () => {
		expect(walk.missedEdges()).toEqual([]);
	});

	it('walk every Catch', () => {
		expect(walk.missedCatches()).toEqual([]);
	});

	it('use up every Retry but that of the start of a child, which the embedded Step Functions never fails for a while', () => {
		expect(walk.missedRetries()).toEqual(['WatchExport 0']);
	});
});
