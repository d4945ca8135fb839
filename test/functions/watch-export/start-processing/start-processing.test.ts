import { describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { DatasetExportJob, Watch } from '#contracts/watch.ts';
import { startProcessing } from '#functions/watch-export/start-processing/start-processing.ts';
import { EXECUTION_ARN, jobOf, watchOf } from '../../../support/builders.ts';
import { actionsIn, createRecordsInMemory, recordOf } from '../../../support/records-table.ts';

interface Options {
	readonly watch?: Partial<Watch>;
	readonly job?: DatasetExportJob;
	readonly record?: Partial<ExportJobRecord>;
	/** Names of executions that process something else, or failed. */
	readonly taken?: readonly string[];
}

/** Starts the processing of a job whose folder holds one file from this time. */
const start = async (lastModified: string, { watch = {}, job = jobOf(), record = {}, taken = [] }: Options = {}) => {
	const manifests: Manifest[] = [];
	const executions: string[] = [];
	const existing = recordOf({ ownerExecutionArn: EXECUTION_ARN, ...record });
	const { records, only } = createRecordsInMemory(existing);
	const { recordedAt, notificationId } = existing;
	const started = await startProcessing(
		{
			executionArn: EXECUTION_ARN,
			watch: watchOf(watch),
			observation: { job },
			record: { recordedAt, notificationId },
		},
		{
			records,
			manifestBucket: 'manifests',
			listObjects: async () => [
				{ key: 'demo/nightly/part-0.csv', size: 7, eTag: 'e', lastModified: new Date(lastModified) },
				{ key: 'demo/nightly/_SUCCESS', size: 0, eTag: 'e', lastModified: new Date(lastModified) },
			],
			putManifest: async (_bucket, _key, manifest) => {
				manifests.push(manifest);
			},
			startExecution: async (name) => {
				if (taken.includes(name)) return undefined;
				executions.push(name);
				return `execution:${name}`;
			},
			now: () => new Date('2026-03-01T02:16:00.000Z'),
		},
	).catch((error: Error) => error);
	return { started, manifests, executions, record: only() };
};
const DURING_THE_JOB = '2026-03-01T02:14:59.000Z';
const BEFORE_THE_JOB = '2026-02-28T02:14:59.000Z';
const STARTED = {
	processing: 'PROCESSING_STARTED',
	manifest: 's3://manifests/nightly/manifest.json',
	fileCount: 1,
	totalBytes: 7,
	processingExecutionArn: 'execution:nightly',
} as const;

describe('the processing of an export', () => {
	it('starts with a manifest of its files, under the name of the job', async () => {
		const { started, manifests, executions } = await start(DURING_THE_JOB);
		expect(started).toEqual(STARTED);
		expect(manifests).toMatchObject([
			{
				fileCount: 1,
				files: [{ bucket: 'exports', key: 'demo/nightly/part-0.csv', lastModified: DURING_THE_JOB }],
				excluded: [{ key: 'demo/nightly/_SUCCESS', reason: 'MARKER_FILE' }],
			},
		]);
		expect(executions).toEqual(['nightly']);
	});

	it('is recorded as done, with where it is', async () => {
		const { record } = await start(DURING_THE_JOB);
		expect(record).toMatchObject({
			...STARTED,
			actions: { event: { status: 'UNDONE' }, processing: { status: 'DONE', id: 'execution:nightly' } },
		});
	});

	it('does not start again once the record says that it has', async () => {
		const actions = { processing: { status: 'DONE' as const } };
		const { started, manifests, executions } = await start(DURING_THE_JOB, { record: { ...STARTED, actions } });
		expect(started).toEqual(STARTED);
		expect([...manifests, ...executions]).toEqual([]);
	});

	it('has a name of its own in a replay, within 80 characters', async () => {
		const { executions } = await start(DURING_THE_JOB, { watch: { jobName: 'n'.repeat(63), replay: true } });
		expect(executions[0]).toMatch(/^n{63}-[0-9a-f]{16}$/);
	});

	it('has a name of its own if an execution with the name of the job failed or has another input', async () => {
		const { executions } = await start(DURING_THE_JOB, { taken: ['nightly'] });
		expect(executions).toEqual([expect.stringMatching(/^nightly-[0-9a-f]{16}$/)]);
	});

	it('that has failed starts again, under another name each time', async () => {
		const taken = ['nightly'];
		for (let failures = 0; failures < 3; failures += 1) {
			const failed = `execution:${taken.at(-1)}`;
			const { started, executions, record } = await start(DURING_THE_JOB, {
				taken,
				record: {
					...STARTED,
					processingExecutionArn: failed,
					dataset: { status: 'FAILED', executionArn: failed },
					actions: actionsIn('DONE'),
				},
			});
			expect(started).toEqual({ ...STARTED, processingExecutionArn: `execution:${executions[0]}` });
			expect(record).toMatchObject({
				processingExecutionArn: `execution:${executions[0]}`,
				dataset: { status: 'FAILED' },
			});
			taken.push(executions[0] ?? '');
		}
		expect(new Set(taken).size).toBe(4);
	});

	it('does not start again because another processing, which somebody started by hand, has failed', async () => {
		const dataset = { status: 'FAILED' as const, executionArn: 'execution:by-hand' };
		const { started, executions } = await start(DURING_THE_JOB, {
			record: { ...STARTED, dataset, actions: actionsIn('DONE') },
		});
		expect(started).toEqual(STARTED);
		expect(executions).toEqual([]);
	});

	it('is recorded although another execution has taken the record over meanwhile', async () => {
		expect((await start(DURING_THE_JOB, { record: { ownerExecutionArn: 'resumed' } })).record).toMatchObject(STARTED);
	});

	it('fails by name if every name is taken', async () => {
		const { executions } = await start(DURING_THE_JOB, { taken: ['nightly'] });
		const { started } = await start(DURING_THE_JOB, { taken: ['nightly', ...executions] });
		expect(started).toMatchObject({ name: 'ProcessingNameTaken', message: expect.stringContaining('"replay": true') });
	});

	it('fails after the manifest is written if all files are from another time', async () => {
		const { started, manifests, executions } = await start(BEFORE_THE_JOB);
		expect(started).toMatchObject({ name: 'NoFileOfTheJob', message: expect.stringContaining('none of the 2 files') });
		expect(manifests).toHaveLength(1);
		expect(executions).toEqual([]);
	});

	it('fails if the job does not say where its files are', async () => {
		const { jobOutput: _output, ...job } = jobOf();
		expect((await start(DURING_THE_JOB, { job })).started).toMatchObject({ name: 'OutputPathUnknown' });
	});
});
