import { InvokeCommand } from '@aws-sdk/client-lambda';
import {
	CreateBucketCommand,
	DeleteBucketCommand,
	DeleteObjectsCommand,
	ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { PROCESS_EXPORT, useEmbeddedAws, WATCH_EXPORT } from '../support/embedded.ts';
import { actionsIn, recordOf } from '../support/records-table.ts';
import { until } from '../support/until.ts';

const aws = useEmbeddedAws();

const invoke = async (FunctionName: string, payload: object): Promise<unknown> => {
	const { Payload } = await aws
		.clients()
		.lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }));
	return JSON.parse(Payload?.transformToString() ?? 'null');
};
const stop = (executionArn: string) =>
	aws.clients().stepFunctions.send(new StopExecutionCommand({ executionArn, cause: 'by hand' }));
const endOfRuleWatch = async (job: string) => aws.endOf((await aws.watchesOf(job))[0] ?? '');
const put = (Item: object) =>
	aws.clients().documents.send(new PutCommand({ TableName: 'ExportJobs', Item: Item as Record<string, unknown> }));
const statuses = ({ actions }: ExportJobRecord) =>
	Object.fromEntries(Object.entries(actions).map(([action, { status }]) => [action, status]));

/** A watch that has recorded this end of its job, and is stopped before it could do anything else. */
const stopAfterRecord = (outcome: 'SUCCEEDED' | 'FAILED', partial: Partial<ExportJobRecord>) =>
	aws.holdTime(async () => {
		const job = await aws.createExport({ seconds: '600', ...(outcome === 'FAILED' && { status: 'CREATE FAILED' }) });
		const [watch = ''] = await aws.watchesOf(job);
		const names = { datasetExportJobArn: job, jobName: job.split('/').at(-1) ?? '', ownerExecutionArn: watch };
		await put(recordOf({ outcome, ...names, ...partial }));
		await stop(watch);
		return job;
	});

describe('a watch that is stopped after it recorded the end of the job', () => {
	it('leaves a failure and its reason as they are, and another watch notifies once', async () => {
		const job = await stopAfterRecord('FAILED', { failureReason: 'no room' });
		await until(async () => (await aws.notificationsOf(job)).length > 0);
		await until(async () => statuses((await aws.recordOf(job)) as ExportJobRecord).message === 'DONE');
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'FAILED', failureReason: 'no room' });
		expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'FAILED', reason: 'no room' }]);
	});

	it('leaves a success as it is, and another watch notifies once and starts the processing', async () => {
		const job = await stopAfterRecord('SUCCEEDED', {});
		await until(async () => statuses((await aws.recordOf(job)) as ExportJobRecord).processing === 'DONE');
		await until(async () => (await aws.notificationsOf(job)).length > 0);
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'SUCCEEDED', processing: 'PROCESSING_STARTED' });
		expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'SUCCEEDED' }]);
	});
});

describe('an action that could not be done', () => {
	const topicArn = 'arn:aws:sns:us-east-1:000000000000:ExportOutcomes';

	it('is done by a plain second watch once the topic is there again, and nothing else is', async () => {
		const sns = new SNSClient({});
		const job = await aws.createExport({ seconds: '60', status: 'CREATE FAILED' });
		await sns.send(new DeleteTopicCommand({ TopicArn: topicArn }));
		expect(await endOfRuleWatch(job)).toMatchObject({
			error: 'ExportFailed',
			cause: expect.stringMatching(/ \(not everything was done: NotifyFailure: NotFoundException\)$/),
		});
		expect(statuses((await aws.recordOf(job)) as ExportJobRecord)).toEqual({
			metrics: 'DONE',
			event: 'DONE',
			message: 'STARTED',
		});

		const succeeding = await aws.createExport({ seconds: '60' });
		expect(await endOfRuleWatch(succeeding)).toMatchObject({
			error: 'ActionsFailed',
			cause: expect.stringMatching(
				/^NotifySuccess: NotFoundException: [^"{]*; NotifyActionsFailed: NotFoundException: [^"{]*$/,
			),
		});

		await sns.send(new CreateTopicCommand({ Name: 'ExportOutcomes' }));
		const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:export-outcomes';
		await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint }));
		await aws.endOf(await aws.startWatch({ datasetExportJobArn: job }));
		expect(statuses((await aws.recordOf(job)) as ExportJobRecord)).toMatchObject({ event: 'DONE', message: 'DONE' });
		expect(await aws.notificationsOf(job)).toHaveLength(1);

		await aws.endOf(await aws.startWatch({ datasetExportJobArn: job }));
		expect(await aws.notificationsOf(job)).toHaveLength(1);
	});

	it('is done by a plain second watch once the manifest bucket is there again', async () => {
		const { s3 } = aws.clients();
		const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'manifests' }));
		const Objects = Contents.map(({ Key }) => ({ Key }));
		if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket: 'manifests', Delete: { Objects } }));
		await s3.send(new DeleteBucketCommand({ Bucket: 'manifests' }));
		const job = await aws.createExport({ seconds: '60' });
		expect(await endOfRuleWatch(job)).toMatchObject({ error: 'ActionsFailed' });
		expect(statuses((await aws.recordOf(job)) as ExportJobRecord)).toMatchObject({
			message: 'DONE',
			processing: 'UNDONE',
		});

		await s3.send(new CreateBucketCommand({ Bucket: 'manifests' }));
		const second = await aws.endOf(await aws.startWatch({ datasetExportJobArn: job }));
		expect(second.status).toBe('SUCCEEDED');
		expect(await aws.recordOf(job)).toMatchObject({ processing: 'PROCESSING_STARTED', fileCount: 3 });
		const told = (await aws.notificationsOf(job)).map(({ actionsFailed }) => actionsFailed);
		expect(told.toSorted()).toEqual([false, true]);
	});
});

describe('RecordStoppedWatch', () => {
	it('records and notifies once, however often the event comes', async () => {
		const { job, watch } = await aws.holdTime(async () => {
			const created = await aws.createExport({ seconds: '600' });
			const [execution = ''] = await aws.watchesOf(created);
			await stop(execution);
			return { job: created, watch: execution };
		});
		await until(async () => (await aws.notificationsOf(job)).length > 0);
		for (let times = 0; times < 4; times += 1) await invoke('RecordStoppedWatch', { detail: { executionArn: watch } });
		expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'BROKEN' }]);
	});

	it('notifies once if the event comes six times at once', async () => {
		const { job, watch } = await aws.holdTime(async () => {
			const created = await aws.createExport({ seconds: '600' });
			const [execution = ''] = await aws.watchesOf(created);
			await stop(execution);
			const deliveries = Array.from({ length: 5 }, () =>
				invoke('RecordStoppedWatch', { detail: { executionArn: execution } }),
			);
			await Promise.all(deliveries);
			return { job: created, watch: execution };
		});
		await until(async () => statuses((await aws.recordOf(job)) as ExportJobRecord).message === 'DONE');
		expect(await invoke('RecordStoppedWatch', { detail: { executionArn: watch } })).toEqual({
			result: 'recorded and notified',
		});
		expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'BROKEN' }]);
	});

	it('does nothing for an execution that runs, or that nobody stopped', async () => {
		await aws.holdTime(async () => {
			const job = await aws.createExport({ seconds: '600' });
			const [watch = ''] = await aws.watchesOf(job);
			expect(await invoke('RecordStoppedWatch', { detail: { executionArn: watch } })).toEqual({
				result: 'the execution is RUNNING, so it was not stopped',
			});
			expect(await aws.recordOf(job)).toBeUndefined();
		});
	});

	it.each([
		'hello <b>',
		'arn:aws:states:us-east-1:111111111111:execution:WatchExport:one',
		'arn:aws:states:us-east-1:000000000000:execution:WatchExport:nobody',
	])('does nothing for %j', async (executionArn) => {
		expect(await invoke('RecordStoppedWatch', { detail: { executionArn } })).toMatchObject({
			result: expect.stringMatching(/^the execution is (not one of WatchExport|unknown)/),
		});
	});

	it('records nothing for a stopped execution whose input is no job', async () => {
		const { stepFunctions } = aws.clients();
		const start = new StartExecutionCommand({ stateMachineArn: WATCH_EXPORT, input: '"hello <b>"' });
		const { executionArn = '' } = await stepFunctions.send(start);
		await stop(executionArn);
		await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
		await invoke('RecordStoppedWatch', { detail: { executionArn } });
		expect(await aws.recordOf('hello <b>')).toBeUndefined();
	});
});

describe('a processing that is stopped', () => {
	it('is recorded and notified as failed, with the name of the stop', async () => {
		const { job, execution } = await aws.holdTime(async () => {
			const created = await aws.createExport({ seconds: '600' });
			await put(recordOf({ datasetExportJobArn: created }));
			const jobName = created.split('/').at(-1) ?? '';
			const input = { datasetExportJobArn: created, jobName, manifest: { bucket: 'manifests', key: 'k' } };
			const started = await aws.start(PROCESS_EXPORT, input);
			await stop(started);
			return { job: created, execution: started };
		});
		await until(async () => (await aws.datasetNotificationsOf(job)).length > 0);
		expect(await aws.datasetNotificationsOf(job)).toMatchObject([{ outcome: 'FAILED', executionArn: execution }]);
		const { dataset } = (await aws.recordOf(job)) ?? {};
		expect(dataset).toMatchObject({
			status: 'FAILED',
			reason: 'ProcessingStopped: the execution was stopped: by hand',
		});
		await invoke('RecordStoppedProcessing', { detail: { executionArn: execution } });
		expect(await aws.datasetNotificationsOf(job)).toHaveLength(1);
	});

	it('shows in the record with what runs it again: a plain watch, which notifies nobody again', async () => {
		const { job, stopped } = await aws.holdTime(async () => {
			const created = await aws.createExport({ seconds: '60' });
			const names = { datasetExportJobArn: created, jobName: created.split('/').at(-1) ?? '' };
			const execution = await aws.start(PROCESS_EXPORT, { ...names, manifest: { bucket: 'manifests', key: 'k' } });
			const started = { processing: 'PROCESSING_STARTED', processingExecutionArn: execution } as const;
			await put(recordOf({ ...names, ...started, actions: actionsIn('DONE') }));
			await stop(execution);
			await until(async () => (await aws.recordOf(created))?.dataset !== undefined);
			return { job: created, stopped: execution };
		});
		expect((await aws.recordOf(job))?.dataset).toMatchObject({
			status: 'FAILED',
			remedy: expect.stringContaining('start a new watch of the job'),
		});

		expect(await endOfRuleWatch(job)).toMatchObject({ status: 'SUCCEEDED' });
		const { processingExecutionArn = '' } = (await aws.recordOf(job)) ?? {};
		expect(processingExecutionArn).not.toBe(stopped);
		expect(await aws.endOf(processingExecutionArn)).toMatchObject({ status: 'SUCCEEDED' });
		expect(await aws.recordOf(job)).toMatchObject({ dataset: { status: 'READY' } });
		expect(await aws.notificationsOf(job)).toEqual([]);
	});
});

describe('a stopped watch', () => {
	it('does not silence a sibling that sees an unknown status', async () => {
		const { job, sibling } = await aws.holdTime(async () => {
			const created = await aws.createExport({ seconds: '600', status: 'CREATE STUCK' });
			const [stopped = ''] = await aws.watchesOf(created);
			const other = await aws.startWatch({ datasetExportJobArn: created });
			await stop(stopped);
			await until(async () => (await aws.recordOf(created)) !== undefined);
			return { job: created, sibling: other };
		});
		expect(await aws.endOf(sibling)).toMatchObject({ error: 'WatchBroken' });
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'BROKEN', watchError: 'UnknownStatus' });
		const reasons = (await aws.notificationsOf(job)).map(({ reason }) => reason?.split(':')[0]);
		expect(reasons.toSorted()).toEqual(['UnknownStatus', 'WatchStopped']);
	});
});

describe('what others put in the way', () => {
	it('a failed execution of ProcessExport with the name of the job is not taken for the processing', async () => {
		const { stepFunctions } = aws.clients();
		const job = await aws.createExport({ seconds: '60' });
		const name = job.split('/').at(-1) ?? '';
		const input = JSON.stringify({ datasetExportJobArn: job, jobName: name, manifest: { bucket: 'x', key: 'y' } });
		const start = new StartExecutionCommand({ stateMachineArn: PROCESS_EXPORT, name, input });
		const { executionArn = '' } = await stepFunctions.send(start);
		await aws.endOf(executionArn);
		expect(await endOfRuleWatch(job)).toMatchObject({ status: 'SUCCEEDED' });
		const { processingExecutionArn = '' } = (await aws.recordOf(job)) ?? {};
		expect(processingExecutionArn).not.toBe(executionArn);
		expect(await aws.endOf(processingExecutionArn)).toMatchObject({ status: 'SUCCEEDED' });
	});

	it('an item with an unknown outcome silences nobody', async () => {
		const job = await aws.createExport({ seconds: '60', status: 'CREATE FAILED' });
		await put({ datasetExportJobArn: job, outcome: 'EXPLODED' });
		await endOfRuleWatch(job);
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'FAILED' });
		expect(await aws.notificationsOf(job)).toHaveLength(1);
	});
});
