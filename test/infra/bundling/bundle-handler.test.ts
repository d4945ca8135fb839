import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Watch } from '#contracts/watch.ts';
import { createStagedCalls } from '#functions/process-export/staged-calls.ts';
import { BUNDLE_FILE, bundleHandler } from '../../../infra/bundling/bundle-handler.ts';
import { copyDuckdb } from '../../../infra/bundling/copy-duckdb.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../../local/aws/embedded-aws.ts';
import { functionSpecs } from '../../../local/aws/lambda/functions.ts';
import { createLambdaRuntime, type Invoke } from '../../../local/aws/lambda/runtime.ts';
import { functionArnOf } from '../../../local/aws/shared/names.ts';
import { EXECUTION_ARN, jobOf, observationOf, reportOf, watchOf } from '../../support/builders.ts';

const MAX_BUNDLE_BYTES = 1_000_000;
const deployed = Object.keys(functionSpecs);
const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
const load = createRequire(import.meta.url);
const bundleOf = (name: string) => join(folder, name, BUNDLE_FILE);

const arnOf = (jobName: string) => `arn:aws:personalize:us-east-1:000000000000:dataset-export-job/${jobName}`;
const plannedExport = {
	datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS',
	datasetType: 'ITEMS',
	jobName: 'bundled',
	outputPath: 's3://exports/bundled/',
	roleArn: 'arn:aws:iam::000000000000:role/Export',
	ingestionMode: 'ALL',
	tags: [],
};

const firstPollOf = (watch: Watch) => ({
	watch,
	polls: 0,
	unknownStatusPolls: 0,
	startedAt: new Date().toISOString(),
	executionArn: EXECUTION_ARN,
	forecast: null,
});

let aws: EmbeddedAws;
let invokeBundled: Invoke;
const invoke = (name: string, payload: unknown) => invokeBundled(functionArnOf(name), payload);

beforeAll(async () => {
	const bundled = Object.entries(functionSpecs).map(([name, spec]) => {
		bundleHandler(spec.settings, join(folder, name));
		return [name, { ...spec, load: async () => load(bundleOf(name)) }];
	});
	copyDuckdb(join(folder, 'node_modules'));
	aws = await startEmbeddedAws({ port: 0 });
	invokeBundled = await createLambdaRuntime(Object.fromEntries(bundled));
});
afterAll(async () => {
	await aws.close();
	rmSync(folder, { recursive: true, force: true });
});

describe('a function as bundled for the deployment', () => {
	it('accepts an ARN in AcceptTrigger', async () => {
		const answer = await invoke('AcceptTrigger', { trigger: arnOf('nightly') });
		expect(answer).toMatchObject({ decision: 'WATCH', watch: { jobName: 'nightly', deadlineSeconds: 86_400 } });
	});

	it('fails in DescribeExportJob for a missing job with the name that the workflow catches', async () => {
		await expect(invoke('DescribeExportJob', firstPollOf(watchOf()))).rejects.toMatchObject({
			errorType: 'DatasetExportJobNotFound',
			errorMessage: expect.stringContaining(watchOf().datasetExportJobArn),
		});
	});

	it('fails for a bad input with the name that the workflow catches', async () => {
		for (const name of deployed.filter((name) => name !== 'AdoptExports')) {
			await expect(invoke(name, 'nonsense'), name).rejects.toMatchObject({ errorType: 'StepInputInvalid' });
		}
	});

	it('writes the record in RecordOutcome, once', async () => {
		const recording = await invoke('RecordOutcome', reportOf());
		expect(recording).toMatchObject({ isOwner: true, undone: ['event', 'message', 'processing'] });
		expect(await invoke('RecordOutcome', reportOf())).toEqual(recording);
	});

	it('notifies in NotifyOutcome, and says so in the record', async () => {
		const record = await invoke('RecordOutcome', reportOf());
		await invoke('NotifyOutcome', { ...reportOf(), record });
		expect(await invoke('RecordOutcome', reportOf())).toMatchObject({ undone: ['processing'] });
	});

	it('writes the manifest and starts the processing in StartProcessing', async () => {
		const now = new Date().toISOString();
		await new S3Client({ forcePathStyle: true }).send(
			new PutObjectCommand({ Bucket: 'exports', Key: 'demo/nightly/part-0.csv', Body: 'ITEM_ID\n1\n' }),
		);
		const job = jobOf({ creationDateTime: now, lastUpdatedDateTime: now });
		const record = await invoke('RecordOutcome', reportOf());
		const request = {
			executionArn: reportOf().executionArn,
			watch: watchOf(),
			observation: observationOf(job),
			record,
		};
		expect(await invoke('StartProcessing', request)).toMatchObject({ processing: 'PROCESSING_STARTED', fileCount: 1 });
	});

	it('fails in StartProcessing without an output path with the name that the workflow catches', async () => {
		const record = { recordedAt: new Date().toISOString(), notificationId: 'none' };
		const watch = watchOf({ datasetExportJobArn: arnOf('nowhere'), jobName: 'nowhere' });
		const request = { executionArn: 'one', watch, observation: observationOf(jobOf({ jobOutput: {} })), record };
		await expect(invoke('StartProcessing', request)).rejects.toMatchObject({ errorType: 'OutputPathUnknown' });
	});

	it('plans the exports of a dataset group in PlanExports', async () => {
		const request = {
			datasetGroupArn: 'arn:aws:personalize:us-east-1:000000000000:dataset-group/demo',
			outputPath: 's3://exports/',
			roleArn: plannedExport.roleArn,
		};
		const planning = await invoke('PlanExports', { request, executionArn: 'one', startedAt: new Date().toISOString() });
		expect(planning).toMatchObject({ decision: 'EXPORT', plan: { exports: [{}, {}, {}] } });
	});

	it('creates a job in CreateExportJob, which DescribeExportJob finds', async () => {
		expect(await invoke('CreateExportJob', plannedExport)).toMatchObject({ datasetExportJobArn: arnOf('bundled') });
		const watch = watchOf({ datasetExportJobArn: arnOf('bundled'), jobName: 'bundled' });
		expect(await invoke('DescribeExportJob', firstPollOf(watch))).toMatchObject({ status: 'CREATE PENDING', polls: 1 });
	});

	it('fails in CreateExportJob for a refused job with the name that the workflow catches', async () => {
		const refused = { ...plannedExport, jobName: 'refused', datasetArn: `${plannedExport.datasetArn}-NOT` };
		await expect(invoke('CreateExportJob', refused)).rejects.toMatchObject({ errorType: 'CreateRefused' });
	});

	it('reads the record in SummariseExport', async () => {
		const summary = await invoke('SummariseExport', {
			export: { ...plannedExport, jobName: 'nightly' },
			job: { datasetExportJobArn: arnOf('nightly') },
		});
		expect(summary).toMatchObject({ outcome: 'SUCCEEDED', fileCount: 1 });
	});

	it('summarises all exports in ConcludeExports', async () => {
		const { datasetArn, datasetType, jobName } = plannedExport;
		const datasets = [{ datasetArn, datasetType, jobName, outcome: 'SUCCEEDED' }];
		expect(await invoke('ConcludeExports', { plan: { excluded: [] }, datasets })).toMatchObject({
			outcome: 'SUCCEEDED',
		});
	});

	it('finds the unwatched jobs in AdoptExports', async () => {
		expect(await invoke('AdoptExports', {})).toMatchObject({ listed: expect.any(Number), givenUp: [] });
	});

	it('records an execution that ended without a record in RecordStoppedWatch, and notifies', async () => {
		await new PersonalizeClient({}).send(
			new CreateDatasetExportJobCommand({
				jobName: 'stopped',
				datasetArn: plannedExport.datasetArn,
				roleArn: plannedExport.roleArn,
				jobOutput: { s3DataDestination: { path: 's3://exports/stopped/' } },
			}),
		);
		const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:WatchExport';
		const stepFunctions = new SFNClient({});
		const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand({ stateMachineArn }));
		const executionArn = executions[0]?.executionArn;
		await stepFunctions.send(new StopExecutionCommand({ executionArn }));
		// The rule of the embedded AWS starts this function as well, and one of the two waits for the other.
		await vi.waitFor(
			async () => {
				const stopped = await invoke('RecordStoppedWatch', { detail: { executionArn } });
				expect(stopped).toEqual({ result: 'recorded and notified' });
			},
			{ timeout: 30_000, interval: 500 },
		);
	});
});

describe('a function of ProcessExport as bundled for the deployment', () => {
	const executionName = 'bundled';
	const staging = { bucket: 'processed', prefix: `datasets/_staging/${executionName}/` };
	const key = 'demo/to-process/part-0.csv';
	const input = {
		datasetExportJobArn: arnOf('to-process'),
		jobName: 'to-process',
		datasetArn: plannedExport.datasetArn,
		manifest: { bucket: 'manifests', key: 'to-process/manifest.json' },
	};

	it('fails in PlanBatches for a missing manifest with the name that the workflow catches', async () => {
		const request = invoke('PlanBatches', { input, executionName });
		await expect(request).rejects.toMatchObject({ errorType: 'ManifestUnreadable' });
	});

	it('loads DuckDB and writes a part in ConvertFiles, which PublishDataset reads', async () => {
		const s3 = new S3Client({ forcePathStyle: true });
		const put = (Bucket: string, Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
		const text = 'ITEM_ID,GENRES\n1,a|b\n2,"c,d"\n';
		const { ETag = '' } = await put('exports', key, text);
		const columns = ['ITEM_ID', 'GENRES'].map((name) => ({
			name,
			type: 'VARCHAR' as const,
			required: false,
			from: 'SCHEMA' as const,
		}));
		const file = { index: 0, bucket: 'exports', key, size: text.length, eTag: ETag.replaceAll('"', '') };
		const head = {
			header: ['ITEM_ID', 'GENRES'],
			isGzip: false,
			rowsAt: { line: 2, byte: 15 },
			lineEnd: '\n' as const,
		};
		const files = [{ ...file, ...head }];
		const { putBatch, putPlan } = createStagedCalls(s3, staging, new AbortController().signal);
		const batches = [await putBatch(0, { files })];
		const { datasetExportJobArn } = input;
		const planSha256 = await putPlan({ datasetExportJobArn, columns, schema: {}, batches });

		const converted = await invoke('ConvertFiles', { batch: 0, planSha256, executionName });
		expect(converted).toMatchObject({ batch: 0 });
		const request = { input, executionName, planSha256, results: [converted] };
		expect(await invoke('PublishDataset', request)).toMatchObject({ rows: 2, rejectedRows: 0, parts: 1 });
	});

	it('reports a failure in ConcludeProcessing', async () => {
		const report = {
			outcome: 'FAILED',
			executionArn: EXECUTION_ARN,
			startedAt: new Date().toISOString(),
			input,
			error: { Error: 'RowsLost', Cause: '{"errorMessage":"rows are missing"}' },
		};
		expect(await invoke('ConcludeProcessing', report)).toMatchObject({ reason: expect.stringContaining('RowsLost') });
	});
});

describe('a bundle', () => {
	it.each(deployed)('of %s is at most 1 MB', (name) => {
		expect(statSync(bundleOf(name)).size).toBeLessThanOrEqual(MAX_BUNDLE_BYTES);
	});

	it('requires DuckDB if its function uses it; an import() would not find a layer, because NODE_PATH holds for require() only', () => {
		const using = (pattern: RegExp) => deployed.filter((name) => pattern.test(readFileSync(bundleOf(name), 'utf8')));
		expect(using(/require\("@duckdb\//)).toEqual(['ConvertFiles', 'PublishDataset']);
		expect(using(/import\("@duckdb\//)).toEqual([]);
	});
});
