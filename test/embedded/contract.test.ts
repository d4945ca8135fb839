import { DeleteBucketCommand, DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, it, vi } from 'vitest';
import { type State, statesOf } from '#statemachine/asl.ts';
import { readDefinition, workflowNames } from '#statemachine/read-definition.ts';
import { PROCESS_EXPORT, useEmbeddedAws } from '../support/embedded.ts';
import { processExport, storeExport } from '../support/processing.ts';

// Slow machines take minutes for all these executions.
vi.setConfig({ testTimeout: 300_000 });

const aws = useEmbeddedAws({ requestRate: { perSecond: 1, burst: 1 } });

type Kind = 'text' | 'number' | 'boolean' | 'object' | 'list';

/** What each function's answer holds under the fields that the definitions select. */
const kinds: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
	AcceptTrigger: { watch: 'object', decision: 'text', reason: 'text' },
	DescribeExportJob: {
		polls: 'number',
		unansweredPolls: 'number',
		unknownStatusPolls: 'number',
		job: 'object',
		status: 'text',
		observedAt: 'text',
		isOverdue: 'boolean',
		waitSeconds: 'number',
		secondsToDeadline: 'number',
		forecast: 'object',
		explanation: 'text',
		isFailureReasonCut: 'boolean',
	},
	RecordOutcome: { isOwner: 'boolean', recordedAt: 'text', notificationId: 'text', reason: 'text' },
	NotifyOutcome: { notificationId: 'text', reason: 'text' },
	StartProcessing: {},
	PlanExports: { decision: 'text', plan: 'object', reason: 'text' },
	CreateExportJob: { datasetExportJobArn: 'text' },
	SummariseExport: {},
	ConcludeExports: { outcome: 'text', reason: 'text', datasets: 'list', excluded: 'list' },
	PlanBatches: {
		executionName: 'text',
		planSha256: 'text',
		batches: 'list',
		fileCount: 'number',
		totalBytes: 'number',
		batchesAtOnce: 'number',
	},
	ConvertFiles: { batch: 'number', sha256: 'text' },
	PublishDataset: {
		location: 'text',
		rows: 'number',
		rejectedRows: 'number',
		columns: 'number',
		parts: 'number',
		bytes: 'number',
		csvBytes: 'number',
	},
	ConcludeProcessing: { reason: 'text' },
};

const kindOf = (value: unknown): Kind | 'nothing' => {
	if (value === undefined || value === null) return 'nothing';
	if (Array.isArray(value)) return 'list';
	const kind = typeof value;
	return kind === 'string' ? 'text' : (kind as Kind);
};

const tasks = workflowNames.flatMap((workflow) =>
	[...statesOf(readDefinition(workflow))].filter(({ state }) => functionOf(state)).map(({ state }) => state),
);

function functionOf({ Parameters }: State): string | undefined {
	const { FunctionName = '' } = (Parameters ?? {}) as { readonly FunctionName?: string };
	return /^\$\{(\w+)FunctionArn\}$/.exec(FunctionName)?.[1];
}

/** As `polls` for `$.Payload.polls`. */
const selectedOf = ({ ResultSelector = {} }: State): string[] =>
	[...JSON.stringify(ResultSelector).matchAll(/"\$\.Payload\.(\w+)"/g)].map(([, field]) => field as string);

/** Every answer of each function so far, by the name of the function. */
const answers = new Map<string, Readonly<Record<string, unknown>>[]>();
const causes: { readonly error: string; readonly cause: string | undefined }[] = [];

const noteEvents = (events: readonly HistoryEvent[]): void => {
	const byId = new Map(events.map((event) => [event.id, event]));
	for (const event of events) {
		const { output, resourceType } = event.taskSucceededEventDetails ?? {};
		if (!output || resourceType !== 'lambda') continue;
		let scheduled: HistoryEvent | undefined = event;
		while (scheduled && scheduled.type !== 'TaskScheduled') scheduled = byId.get(scheduled.previousEventId ?? 0);
		const { FunctionName } = JSON.parse(scheduled?.taskScheduledEventDetails?.parameters ?? '{}');
		const name = String(FunctionName).split(':').at(-1) ?? '';
		answers.set(name, [...(answers.get(name) ?? []), JSON.parse(output).Payload]);
	}
};

/** Follows an execution to its end, and notes what the functions answered. */
const follow = async (executionArn: string) => {
	const end = await aws.endOf(executionArn);
	noteEvents(await aws.historyOf(executionArn));
	if (end.error) causes.push({ error: end.error, cause: end.cause });
	return end;
};
const followRuleWatch = async (job: string) => follow((await aws.watchesOf(job))[0] ?? '');
const simulate = (values: Record<string, string>) =>
	Object.entries(values).map(([name, tagValue]) => ({ tagKey: `simulate:${name}`, tagValue }));

describe('the executions that this test looks at', () => {
	it('watch a job to each of its ends, twice', async () => {
		const ends: readonly Record<string, string>[] = [
			{ seconds: '600' },
			{ seconds: '60', status: 'CREATE FAILED' },
			{ seconds: '60', status: 'CREATE FAILED', failureReason: 'x'.repeat(250) },
			{ seconds: '90000' },
			{ seconds: '600', status: 'CREATE HALTED' },
			{ seconds: '60', parts: '0' },
		];
		for (const tags of ends) {
			const job = await aws.createExport(tags);
			await followRuleWatch(job);
			await follow(await aws.startWatch({ datasetExportJobArn: job, deadlineSeconds: 60 }));
		}
		const missing = 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/missing';
		expect((await follow(await aws.startWatch(missing))).error).toBe('WatchBroken');
	});

	it('watch a job side by side, so that Personalize throttles them', async () => {
		const job = await aws.createExport({ seconds: '600' });
		const watches = await Promise.all(Array.from({ length: 3 }, () => aws.startWatch(job)));
		for (const watch of watches) expect((await follow(watch)).status).toBe('SUCCEEDED');
	});

	it('reject triggers, and watch nothing', async () => {
		expect((await follow(await aws.startWatch({}))).error).toBe('TriggerRejected');
		const detail = { eventSource: 'personalize.amazonaws.com', eventName: 'CreateDataset' };
		const event = { 'detail-type': 'AWS API Call via CloudTrail', detail };
		expect((await follow(await aws.startWatch(event))).status).toBe('SUCCEEDED');
	});

	it('export datasets that succeed, fail and are rejected', async () => {
		const partly = { tags: simulate({ 'USERS:status': 'CREATE FAILED' }), onPartialFailure: 'continue' };
		expect((await follow(await aws.startExports())).status).toBe('SUCCEEDED');
		expect((await follow(await aws.startExports(partly))).status).toBe('SUCCEEDED');
		expect((await follow(await aws.startExports({ tags: simulate({ status: 'CREATE FAILED' }) }))).error).toBe(
			'ExportsFailed',
		);
		expect((await follow(await aws.startExports({ roleArn: undefined }))).error).toBe('RequestRejected');
	});

	it('process exports with and without rows, and foreign files', async () => {
		const header = 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n';
		for (const part of [header, `${header}u,i,1700000000,Click,1\n`, 'a,b\n1,2\n']) {
			const { executionArn = '' } = await processExport(aws, await storeExport(aws, { 'part-0.csv': part }));
			await follow(executionArn);
		}
		const datasetExportJobArn = 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/lost';
		const input = { datasetExportJobArn, jobName: 'lost', manifest: { bucket: 'manifests', key: 'lost' } };
		expect((await follow(await aws.start(PROCESS_EXPORT, input))).error).toBe('ProcessingFailed');
	});

	it('find that the actions of a success fail', async () => {
		const job = await aws.createExport({ seconds: '60' });
		const { s3 } = aws.clients();
		const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'manifests' }));
		const Objects = Contents.map(({ Key }) => ({ Key }));
		await s3.send(new DeleteObjectsCommand({ Bucket: 'manifests', Delete: { Objects } }));
		await s3.send(new DeleteBucketCommand({ Bucket: 'manifests' }));
		expect((await followRuleWatch(job)).error).toBe('ActionsFailed');
	});
});

describe('the answers of the functions', () => {
	it('are known for every function of a workflow, and for every field that is selected', () => {
		const selected = Object.groupBy(tasks, (state) => functionOf(state) ?? '');
		const fields = Object.entries(selected).map(([name, states = []]) => [
			name,
			[...new Set(states.flatMap(selectedOf))].sort(),
		]);
		expect(Object.fromEntries(fields)).toEqual(
			Object.fromEntries(Object.entries(kinds).map(([name, of]) => [name, Object.keys(of).sort()])),
		);
		expect([...answers.keys()].sort()).toEqual(Object.keys(kinds).sort());
	});

	it.each(Object.entries(kinds))('of %s hold each selected field, with a value of its type', (name, of) => {
		const given = (answers.get(name) ?? []).map((answer) =>
			Object.fromEntries(Object.keys(of).map((field) => [field, kindOf(answer[field])])),
		);
		expect(given.length).toBeGreaterThan(0);
		for (const answer of given) expect(answer).toEqual(of);
	});

	it('cover what a decision is made on', () => {
		const valuesOf = (name: string, field: string) => new Set(answers.get(name)?.map((answer) => answer[field]));
		expect(valuesOf('AcceptTrigger', 'decision')).toEqual(new Set(['WATCH', 'NOTHING_TO_WATCH', 'REJECT']));
		expect(valuesOf('PlanExports', 'decision')).toEqual(new Set(['EXPORT', 'REJECT']));
		expect(valuesOf('RecordOutcome', 'isOwner')).toEqual(new Set([true, false]));
		expect(valuesOf('DescribeExportJob', 'isOverdue')).toEqual(new Set([true, false]));
		expect(valuesOf('ConcludeExports', 'outcome')).toEqual(new Set(['SUCCEEDED', 'PARTLY_FAILED', 'FAILED']));
		expect(valuesOf('StartProcessing', 'processing')).toEqual(new Set(['PROCESSING_STARTED', 'NO_FILES']));
		expect(valuesOf('DescribeExportJob', 'unansweredPolls')).toContain(0);
		expect(valuesOf('DescribeExportJob', 'unansweredPolls')).toContain(1);
	});
});

describe('a CausePath', () => {
	it('selects a text in every execution that fails', () => {
		expect(new Set(causes.map(({ error }) => error))).toEqual(
			new Set([
				'ExportFailed',
				'WatchTimedOut',
				'WatchBroken',
				'ActionsFailed',
				'TriggerRejected',
				'ExportsFailed',
				'RequestRejected',
				'ProcessingFailed',
			]),
		);
		for (const { error, cause } of causes)
			expect({ error, cause }).toEqual({ error, cause: expect.stringMatching(/\S/) });
	});
});
