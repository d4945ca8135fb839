import { describe, expect, it } from 'vitest';
import type { DatasetNotification, RecordedDataset } from '#contracts/dataset.ts';
import { processingReport } from '#contracts/processing.ts';
import { TRANSIENT_ATTEMPTS } from '#contracts/vocabulary.ts';
import { concludeProcessing } from '#functions/process-export/conclusion/conclude-processing.ts';
import { fillPlaceholders } from '#statemachine/placeholders.ts';
import { readDefinitionJson } from '#statemachine/read-definition.ts';
import { LambdaFunctionError } from '../../local/aws/lambda/lambda-function-error.ts';
import { JOB_ARN } from '../support/builders.ts';
import { serveStepFunctions } from '../support/served-step-functions.ts';
import { useSkippedTime } from '../support/skipped-time.ts';
import { createWalk } from '../support/walk.ts';
import { errorNamed } from '../support/world.ts';

const names = ['PlanBatches', 'ConvertFiles', 'PublishDataset', 'ConcludeProcessing'] as const;
type FunctionName = (typeof names)[number];

const definition = JSON.parse(
	fillPlaceholders(readDefinitionJson('ProcessExport'), {
		Partition: 'aws',
		...Object.fromEntries(names.map((name) => [`${name}FunctionArn`, name])),
	}),
);
const walk = createWalk('ProcessExport', definition);

useSkippedTime();

const dataset = { location: 's3://p/x/', rows: 9, rejectedRows: 0, columns: 2, parts: 3, bytes: 8, csvBytes: 90 };
const input = { datasetExportJobArn: JOB_ARN, jobName: 'nightly', manifest: { bucket: 'manifests', key: 'k' } };

const run = async (
	failing: Partial<Record<FunctionName, (call: number) => Error | undefined>> = {},
	{ executionInput = input, batches = 3 }: { readonly executionInput?: unknown; readonly batches?: number } = {},
) => {
	const calls: string[] = [];
	const recorded: RecordedDataset[] = [];
	const events: [string, DatasetNotification][] = [];
	const work: Record<FunctionName, (payload: never) => unknown> = {
		PlanBatches: () => ({
			executionName: 'nightly',
			planSha256: 'p',
			batches: [...Array(batches).keys()],
			fileCount: 3,
			totalBytes: 90,
			batchesAtOnce: 2,
		}),
		ConvertFiles: ({ batch }: { batch: number }) => ({ batch, sha256: `r${batch}` }),
		PublishDataset: () => dataset,
		ConcludeProcessing: (payload) =>
			concludeProcessing(processingReport.parse(payload), {
				records: {
					record: async (_job, dataset) => {
						recorded.push(dataset);
						return dataset;
					},
					writeAction: async () => true,
				},
				putEvent: async (detailType, _resource, detail) => `${events.push([detailType, detail])}`,
				publish: async () => 'message',
				removeStaging: async () => {},
				now: () => new Date(),
				warn: () => {},
			}),
	};
	const invokeFunction = async (name: string, payload: unknown) => {
		calls.push(name);
		try {
			const failure = failing[name as FunctionName]?.(calls.filter((called) => called === name).length);
			if (failure) throw failure;
			return await work[name as FunctionName](payload as never);
		} catch (error) {
			throw new LambdaFunctionError((error as Error).name, (error as Error).message, []);
		}
	};
	const service = await serveStepFunctions({ ProcessExport: definition }, { invokeFunction });
	const end = await service.run('ProcessExport', executionInput);
	walk.note(executionInput, end, await service.history(end.executionArn ?? ''));
	return { ...end, calls, recorded, events };
};

describe('ProcessExport', () => {
	it('plans, converts every batch, publishes, records and notifies', async () => {
		const { status, output, calls, recorded, events } = await run();
		expect(status).toBe('SUCCEEDED');
		expect(JSON.parse(output ?? '')).toEqual(dataset);
		expect(calls).toEqual(['PlanBatches', ...Array(3).fill('ConvertFiles'), 'PublishDataset', 'ConcludeProcessing']);
		expect(recorded).toMatchObject([{ status: 'READY', ...dataset }]);
		expect(events).toMatchObject([['Dataset Ready', { outcome: 'READY', jobName: 'nightly', rows: 9 }]]);
	});

	it.each([
		['PlanBatches', ['ForeignFile', 'NovelError']],
		['PublishDataset', ['TooManyRejects', 'NovelError']],
	] as const)('fails by the name of the error of %s, recorded and notified', async (name, errors) => {
		for (const error of errors) {
			const { error: end, cause, recorded, events } = await run({ [name]: () => errorNamed(error, 'no') });
			expect({ end, cause }).toEqual({ end: 'ProcessingFailed', cause: `${error}: no` });
			expect(recorded).toMatchObject([{ status: 'FAILED', reason: `${error}: no` }]);
			expect(events).toMatchObject([['Dataset Processing Failed', { outcome: 'FAILED' }]]);
		}
	});

	it.each([[5], ['x'], [null], [[]], [{ ...input, jobName: '..' }]])(
		'fails for the input %j, with a reason and a notification',
		async (executionInput) => {
			const failing = { PlanBatches: () => errorNamed('StepInputInvalid', 'input must be an object') };
			const { error, cause, recorded, events } = await run(failing, { executionInput });
			const reason = 'StepInputInvalid: input must be an object';
			expect({ error, cause }).toEqual({ error: 'ProcessingFailed', cause: reason });
			expect(events).toMatchObject([['Dataset Processing Failed', { outcome: 'FAILED', reason }]]);
			expect(recorded).toEqual([]);
		},
	);

	it('converts the other batches when one fails, and lets PublishDataset say why', async () => {
		const { calls } = await run({
			ConvertFiles: (call) => (call === 1 ? errorNamed('SourceChanged') : undefined),
			PublishDataset: () => errorNamed('BatchesFailed', '1 of 3'),
		});
		expect(calls.filter((name) => name === 'ConvertFiles')).toHaveLength(3);
		expect((await run({ ConvertFiles: () => errorNamed('Novel') })).calls).toContain('PublishDataset');
	});

	it.each(names)('retries a transient fault of %s', async (name) => {
		const { status } = await run({
			[name]: (call: number) => (call < 3 ? errorNamed('ServiceUnavailable') : undefined),
		});
		expect(status).toBe('SUCCEEDED');
	});

	it.each(names)('gives up a transient fault of %s that lasts', async (name) => {
		const { status, calls } = await run({ [name]: () => errorNamed('ServiceUnavailable') });
		// What the batches left is for PublishDataset to judge, which finds all in order here.
		expect(status).toBe(name === 'ConvertFiles' ? 'SUCCEEDED' : 'FAILED');
		const times = name === 'ConvertFiles' ? 3 * TRANSIENT_ATTEMPTS : TRANSIENT_ATTEMPTS;
		expect(calls.filter((called) => called === name)).toHaveLength(times);
	});

	it('does not lose the failure of the processing if the notification of it is not to be had for long', async () => {
		const { error, cause } = await run({
			PlanBatches: () => errorNamed('ForeignFile', 'x'),
			ConcludeProcessing: () => errorNamed('ServiceThrottled'),
		});
		expect({ error, cause }).toEqual({ error: 'ProcessingFailed', cause: expect.stringContaining('ForeignFile: ') });
	});

	it('converts hundreds of batches', async () => {
		const { status, calls } = await run({}, { batches: 300 });
		expect(status).toBe('SUCCEEDED');
		expect(calls.filter((called) => called === 'ConvertFiles')).toHaveLength(300);
	});

	it('fails for its own reason where nobody can be notified', async () => {
		const refuse = () => errorNamed('AccessDeniedException', 'no topic');
		const { error, cause } = await run({
			PlanBatches: () => errorNamed('ForeignFile', 'x'),
			ConcludeProcessing: refuse,
		});
		expect({ error, cause }).toEqual({ error: 'ProcessingFailed', cause: expect.stringContaining('ForeignFile: ') });
	});

	it('says that the dataset is ready where only the notification failed', async () => {
		const { error, cause } = await run({ ConcludeProcessing: () => errorNamed('AccessDeniedException', 'no topic') });
		expect(error).toBe('NotificationFailed');
		expect(cause).toMatch(/^the dataset is ready in s3:\/\/p\/x\/, but the notification failed: AccessDeniedException/);
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

	it('use up every Retry', () => {
		expect(walk.missedRetries()).toEqual([]);
	});
});
