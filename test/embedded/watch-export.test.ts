import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeDatasetExportJobCommand } from '@aws-sdk/client-personalize';
import { CreateBucketCommand, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it, vi } from 'vitest';
import { API_CALL_DETAIL_TYPE, JOB_CREATED_DETAIL_TYPE } from '#contracts/vocabulary.ts';
import { useEmbeddedAws } from '../support/embedded.ts';

const aws = useEmbeddedAws();

const putEvent = (detailType: string, source: string, detail: object) =>
	aws
		.clients()
		.eventBridge.send(
			new PutEventsCommand({ Entries: [{ Source: source, DetailType: detailType, Detail: JSON.stringify(detail) }] }),
		);
/** The end of the watch that the rule started for the job. */
const endOfRuleWatch = async (job: string) => aws.endOf((await aws.watchesOf(job))[0] ?? '');

describe('a watch over real HTTP', () => {
	it('is started by the rule, polls the job until it is ACTIVE, records it, notifies once and starts the processing', async () => {
		const job = await aws.createExport({ seconds: '900', parts: '5' });
		const { status, output } = await endOfRuleWatch(job);
		expect(status).toBe('SUCCEEDED');
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'SUCCEEDED', durationSeconds: 900, fileCount: 5 });
		expect(await aws.manifestOf(job)).toMatchObject({ fileCount: 5, excluded: [] });
		expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'SUCCEEDED', datasetExportJobArn: job }]);
		const { processingExecutionArn } = JSON.parse(output ?? '').actions.processing.start;
		expect(await aws.endOf(processingExecutionArn)).toMatchObject({
			status: 'SUCCEEDED',
			input: expect.stringContaining(job),
		});
	});

	it('of a job that fails ends as failed with the job’s own reason, recorded and notified', async () => {
		const reason = 'Access denied: the role lacks s3:PutObject.';
		const job = await aws.createExport({ seconds: '300', status: 'CREATE FAILED', failureReason: reason });
		expect(await endOfRuleWatch(job)).toMatchObject({ status: 'FAILED', error: 'ExportFailed', cause: reason });
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'FAILED', failureReason: reason, category: 'S3_ACCESS' });
		expect(await aws.notificationsOf(job)).toMatchObject([
			{ outcome: 'FAILED', reason, remedy: expect.stringContaining('s3:ListBucket') },
		]);
	});

	it('records every field of the describe answer', async () => {
		const kmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000';
		const job = await aws.createExport(
			{ seconds: '60', status: 'CREATE FAILED' },
			{ jobOutput: { s3DataDestination: { path: 's3://exports/all-fields/', kmsKeyArn } } },
		);
		await endOfRuleWatch(job);
		const { datasetExportJob } = await aws
			.clients()
			.personalize.send(new DescribeDatasetExportJobCommand({ datasetExportJobArn: job }));
		expect(await aws.recordOf(job)).toMatchObject(JSON.parse(JSON.stringify(datasetExportJob)));
	});

	it('is started by each trigger, and all watches of one job notify once', async () => {
		const job = await aws.createExport({ seconds: '600' });
		await putEvent(JOB_CREATED_DETAIL_TYPE, 'any.team', { datasetExportJobArn: job, poll: { minSeconds: 60 } });
		await putEvent(API_CALL_DETAIL_TYPE, 'aws.personalize', {
			eventSource: 'personalize.amazonaws.com',
			eventName: 'CreateDatasetExportJob',
			responseElements: { datasetExportJobArn: job },
		});
		for (const input of [job, { datasetExportJobArn: job }, { DatasetExportJob: { DatasetExportJobArn: job } }]) {
			await aws.startWatch(input);
		}
		const ends = await Promise.all((await aws.watchesOf(job, 6)).map(aws.endOf));
		expect(ends.map(({ status }) => status)).toEqual(Array(6).fill('SUCCEEDED'));
		expect(await aws.notificationsOf(job)).toHaveLength(1);
	});

	it('ends the same as a second watch of the failed job, and both notify once', async () => {
		const job = await aws.createExport({ seconds: '120', status: 'CREATE FAILED' });
		await aws.startWatch(job);
		const ends = await Promise.all((await aws.watchesOf(job, 2)).map(aws.endOf));
		expect(new Set(ends.map(({ error, cause }) => `${error} ${cause}`)).size).toBe(1);
		expect(await aws.notificationsOf(job)).toHaveLength(1);
	});

	it('repeats the actions for a replay, and only then', async () => {
		const job = await aws.createExport({ seconds: '60' });
		await endOfRuleWatch(job);
		await aws.endOf(await aws.startWatch({ datasetExportJobArn: job }));
		expect(await aws.notificationsOf(job)).toHaveLength(1);
		const replay = await aws.endOf(await aws.startWatch({ datasetExportJobArn: job, replay: true }));
		expect(await aws.notificationsOf(job)).toMatchObject([{ isReplay: false }, { isReplay: true }]);
		const { processingExecutionArn } = JSON.parse(replay.output ?? '').actions.processing.start;
		expect(processingExecutionArn).toMatch(/-[0-9a-f]{16}$/);
		expect(await aws.recordOf(job)).toMatchObject({ ownerExecutionArn: replay.executionArn, processingExecutionArn });
	});

	it('of a job that does not exist breaks by name after a few polls, recorded and notified', async () => {
		const job = 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/never-created';
		const { error, cause } = await aws.endOf(await aws.startWatch(job));
		expect(error).toBe('WatchBroken');
		expect(cause).toMatch(/^DatasetExportJobNotFound: /);
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'BROKEN', reason: cause });
		expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'BROKEN', reason: cause }]);
	});

	it('that timed out leaves its record to the watch that sees the job end', async () => {
		const job = await aws.createExport({ seconds: '3600' });
		const early = await aws.endOf(await aws.startWatch({ datasetExportJobArn: job, deadlineSeconds: 60 }));
		expect(early.error).toBe('WatchTimedOut');
		const late = (await aws.watchesOf(job, 2)).find((watch) => watch !== early.executionArn);
		expect((await aws.endOf(late ?? '')).status).toBe('SUCCEEDED');
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'SUCCEEDED' });
		expect((await aws.notificationsOf(job)).map(({ outcome }) => outcome)).toEqual(['TIMED_OUT', 'SUCCEEDED']);
	});

	it('of an unknown status breaks with the status in its cause', async () => {
		const job = await aws.createExport({ seconds: '30', status: 'CREATE HALTED' });
		const { error, cause } = await endOfRuleWatch(job);
		expect(error).toBe('WatchBroken');
		expect(cause).toMatch(/^UnknownStatus: .*"CREATE HALTED"/);
	});

	it('records the whole of a reason that is too long for the state', async () => {
		const job = await aws.createExport({
			seconds: '30',
			status: 'CREATE FAILED',
			failureReason: '漢字',
			failureReasonCharacters: '100000',
		});
		const { error, cause } = await endOfRuleWatch(job);
		expect(error).toBe('ExportFailed');
		expect(cause?.length).toBeLessThanOrEqual(32_768);
		expect((await aws.recordOf(job))?.failureReason).toBe('漢字'.repeat(50_000));
	});

	it('of an export that wrote nothing says so and starts no processing', async () => {
		const job = await aws.createExport({ seconds: '30', parts: '0' });
		const { status, output } = await endOfRuleWatch(job);
		expect(status).toBe('SUCCEEDED');
		expect(JSON.parse(output ?? '').actions.processing.start).toEqual({
			processing: 'NO_FILES',
			manifest: expect.stringMatching(/^s3:/),
			fileCount: 0,
			totalBytes: 0,
		});
		expect(await aws.recordOf(job)).toMatchObject({ processing: 'NO_FILES', fileCount: 0 });
	});

	it('finds 2,500 files, on all pages of the list', async () => {
		const job = await aws.createExport({ seconds: '30', parts: '2500' });
		await endOfRuleWatch(job);
		const { files } = await aws.manifestOf(job);
		expect(files).toHaveLength(2_500);
		expect(new Set(files.map(({ key }) => key)).size).toBe(2_500);
		const { processingExecutionArn: executionArn } = (await aws.recordOf(job)) ?? {};
		await aws.clients().stepFunctions.send(new StopExecutionCommand({ executionArn }));
	});

	it('finds files with spaces, +, % and Unicode in their names, and leaves out other folders and older files', async () => {
		const { s3 } = aws.clients();
		const folder = 'a b+c%20%/漢字 ü😀';
		await s3.send(new CreateBucketCommand({ Bucket: 'team' }));
		for (const key of [`${folder}/old.csv`, `${folder}x/stranger.csv`]) {
			await s3.send(new PutObjectCommand({ Bucket: 'team', Key: key, Body: 'x' }));
		}
		vi.setSystemTime(Date.now() + 10_000);
		const names = ['ö +%.csv', 'no extension'].map((name) => `${folder}/${name}`);
		for (const Key of names) await s3.send(new PutObjectCommand({ Bucket: 'team', Key, Body: 'x' }));
		const job = await aws.createExport(
			{ seconds: '30', parts: '3' },
			{ jobOutput: { s3DataDestination: { path: `s3://team/${folder}` } } },
		);
		await endOfRuleWatch(job);
		const { files } = await aws.manifestOf(job);
		const parts = [0, 1, 2].map((part) => `${folder}/part-0000${part}.csv`);
		expect(files.map(({ key }) => key).sort()).toEqual([...names, ...parts].sort());
	});

	it('puts no row of the export into state, record or message', async () => {
		const { s3 } = aws.clients();
		const job = await aws.createExport({ seconds: '30' });
		const [watch = ''] = await aws.watchesOf(job);
		await aws.endOf(watch);
		const keys: string[] = [];
		for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: 'exports', Prefix: 'job-' })) {
			keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
		}
		expect(keys.length).toBeGreaterThan(0);
		const traces = JSON.stringify([
			await aws.historyOf(watch),
			await aws.recordOf(job),
			await aws.notificationsOf(job),
		]);
		expect(traces).not.toMatch(/user-\d|item-\d|USER_ID/i);
	});
});
