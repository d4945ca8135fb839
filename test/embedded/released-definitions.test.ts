import { DeleteBucketCommand, DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { RELEASED, readDefinition, type WorkflowName, workflowNames } from '#statemachine/read-definition.ts';
import { PROCESS_EXPORT, useEmbeddedAws } from '../support/embedded.ts';
import { createWalk } from '../support/walk.ts';

/** Executions that began before an upgrade: today's functions under the definitions of the last release. */
const aws = useEmbeddedAws({ definitions: RELEASED });

const definitions = workflowNames.map((workflow) => [workflow, readDefinition(workflow, RELEASED)] as const);
const walks = Object.fromEntries(
	definitions.map(([workflow, definition]) => [workflow, createWalk(workflow, definition)]),
);

const endOf = async (workflow: WorkflowName, executionArn: string) => {
	const end = await aws.endOf(executionArn);
	walks[workflow]?.note(JSON.parse(end.input ?? 'null'), end, await aws.historyOf(executionArn));
	return end;
};
/** The end of the watch that the rule started. */
const endOfWatch = async (job: string) => endOf('WatchExport', (await aws.watchesOf(job))[0] ?? '');
const failing = { 'USERS:status': 'CREATE FAILED', 'USERS:failureReason': 'no permission' };
const tagsOf = (values: Record<string, string>) =>
	Object.entries(values).map(([name, tagValue]) => ({ tagKey: `simulate:${name}`, tagValue }));

describe('under the definitions of the last release, an execution', () => {
	it('records, notifies and processes an export that succeeds', async () => {
		const job = await aws.createExport({ seconds: '900' });
		const { status, output } = await endOfWatch(job);
		expect(status).toBe('SUCCEEDED');
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'SUCCEEDED', fileCount: 3 });
		const { processingExecutionArn } = JSON.parse(output ?? '').actions.processing.start;
		expect(await endOf('ProcessExport', processingExecutionArn)).toMatchObject({ status: 'SUCCEEDED' });
		expect(await aws.datasetNotificationsOf(job)).toMatchObject([{ outcome: 'READY' }]);
	});

	it('reports an export that fails', async () => {
		const job = await aws.createExport({ seconds: '60', status: 'CREATE FAILED', failureReason: 'no permission' });
		expect(await endOfWatch(job)).toMatchObject({ error: 'ExportFailed', cause: 'no permission' });
		expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'FAILED', reason: 'no permission' }]);
	});

	it('reports an export that is late', async () => {
		const job = await aws.createExport({ seconds: '200000' });
		expect(await endOfWatch(job)).toMatchObject({ error: 'WatchTimedOut', cause: expect.stringContaining('deadline') });
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'TIMED_OUT' });
	});

	it('reports a watch that broke', async () => {
		const job = await aws.createExport({ seconds: '60', status: 'PAUSED' });
		expect(await endOfWatch(job)).toMatchObject({ error: 'WatchBroken', cause: expect.stringContaining('PAUSED') });
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'BROKEN' });
	});

	it('reports a processing that fails', async () => {
		const job = await aws.createExport();
		const manifest = { bucket: 'manifests', key: 'gone.json' };
		const input = { datasetExportJobArn: job, jobName: job.split('/')[1], manifest };
		const end = await endOf('ProcessExport', await aws.start(PROCESS_EXPORT, input));
		expect(end).toMatchObject({ error: 'ProcessingFailed', cause: expect.stringContaining('ManifestUnreadable') });
	});

	it('exports datasets and sums up those that failed', async () => {
		const end = await endOf('ExportDatasets', await aws.startExports({ tags: tagsOf({ seconds: '60', ...failing }) }));
		expect(end).toMatchObject({ error: 'ExportsFailed', cause: expect.stringContaining('USERS') });
		const partly = { tags: tagsOf(failing), onPartialFailure: 'continue' };
		const { status, output } = await endOf('ExportDatasets', await aws.startExports(partly));
		expect({ status, ...JSON.parse(output ?? '') }).toMatchObject({ status: 'SUCCEEDED', outcome: 'PARTLY_FAILED' });
	});

	it('rejects what it cannot accept', async () => {
		expect(await endOf('WatchExport', await aws.startWatch({}))).toMatchObject({ error: 'TriggerRejected' });
		const end = await endOf('ExportDatasets', await aws.startExports({ outputPath: 'nowhere' }));
		expect(end).toMatchObject({ error: 'RequestRejected', cause: expect.stringContaining('outputPath') });
	});

	it('reports actions that fail', async () => {
		const { s3 } = aws.clients();
		const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'manifests' }));
		const Objects = Contents.map(({ Key }) => ({ Key }));
		await s3.send(new DeleteObjectsCommand({ Bucket: 'manifests', Delete: { Objects } }));
		await s3.send(new DeleteBucketCommand({ Bucket: 'manifests' }));
		const job = await aws.createExport({ seconds: '60' });
		expect(await endOfWatch(job)).toMatchObject({
			error: 'ActionsFailed',
			cause: expect.stringContaining('StartProcessing'),
		});
	});
});

describe('the tests above', () => {
	it.each(definitions)('call every function of %s', (workflow, { States }) => {
		const tasks = Object.keys(States).filter((name) => States[name]?.Type === 'Task');
		expect(walks[workflow]?.missedStates().filter((name) => tasks.includes(name))).toEqual([]);
	});
});
