import { setTimeout as sleep } from 'node:timers/promises';
import { ListExecutionsCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import type { ExportsSummary } from '#contracts/exports.ts';
import { useEmbeddedAws, WATCH_EXPORT } from '../support/embedded.ts';
import { until } from '../support/until.ts';

const aws = useEmbeddedAws();

const simulate = (values: Record<string, string>) =>
	Object.entries(values).map(([name, tagValue]) => ({ tagKey: `simulate:${name}`, tagValue }));
const failing = {
	tags: simulate({ seconds: '300', 'USERS:status': 'CREATE FAILED', 'USERS:failureReason': 'no permission' }),
};
const summaryOf = (output: string | undefined): ExportsSummary => JSON.parse(output ?? 'null');

describe('ExportDatasets over the demo group', () => {
	it('ends with one summary of all three datasets, each with its manifest, and names the excluded one', async () => {
		const { status, output } = await aws.endOf(await aws.startExports({ tags: simulate({ seconds: '600' }) }));
		expect(status).toBe('SUCCEEDED');
		const { outcome, reason, datasets, excluded } = summaryOf(output);
		expect({ outcome, reason }).toEqual({ outcome: 'SUCCEEDED', reason: '' });
		expect(datasets.map(({ datasetType }) => datasetType).sort()).toEqual(['INTERACTIONS', 'ITEMS', 'USERS']);
		for (const dataset of datasets) {
			expect(dataset).toMatchObject({ outcome: 'SUCCEEDED', seconds: 600, fileCount: 3 });
			const { outputPath, files } = await aws.manifestOf(dataset.datasetExportJobArn ?? '');
			expect(outputPath).toBe(`s3://exports/nightly/${dataset.jobName}/`);
			expect(files).toHaveLength(3);
			expect(await aws.notificationsOf(dataset.datasetExportJobArn ?? '')).toHaveLength(1);
		}
		expect(excluded).toMatchObject([{ datasetType: 'ACTIONS' }]);
	});

	it('exports everything, bulk imports too, unless the request says otherwise', async () => {
		const { output } = await aws.endOf(await aws.startExports());
		const [dataset] = summaryOf(output).datasets;
		expect(await aws.recordOf(dataset?.datasetExportJobArn ?? '')).toMatchObject({ ingestionMode: 'ALL' });
		const put = await aws.endOf(await aws.startExports({ ingestionMode: 'PUT' }));
		expect(await aws.recordOf(summaryOf(put.output).datasets[0]?.datasetExportJobArn ?? '')).toMatchObject({
			ingestionMode: 'PUT',
		});
	});

	it('fails if one dataset does, with its name and the reason', async () => {
		const { status, error, cause } = await aws.endOf(await aws.startExports(failing));
		expect({ status, error }).toEqual({ status: 'FAILED', error: 'ExportsFailed' });
		expect(cause).toMatch(/^1 of 3 exports failed: USERS \(demo-users-[\w-]+\) FAILED: no permission$/);
	});

	it('succeeds partly if the request says so, and still names the one that failed', async () => {
		const { status, output } = await aws.endOf(await aws.startExports({ ...failing, onPartialFailure: 'continue' }));
		expect(status).toBe('SUCCEEDED');
		const { outcome, reason, datasets } = summaryOf(output);
		expect(outcome).toBe('PARTLY_FAILED');
		expect(reason).toContain('USERS');
		expect(datasets.find(({ datasetType }) => datasetType === 'USERS')).toMatchObject({
			outcome: 'FAILED',
			reason: 'no permission',
		});
	});

	it('fails if all datasets do, although partial failure is allowed', async () => {
		const tags = simulate({ seconds: '60', status: 'CREATE FAILED' });
		const { error, cause } = await aws.endOf(await aws.startExports({ tags, onPartialFailure: 'continue' }));
		expect(error).toBe('ExportsFailed');
		expect(cause).toMatch(/^3 of 3 exports failed: /);
	});

	it('passes the options of a watch on', async () => {
		const tags = simulate({ seconds: '3600' });
		const { cause } = await aws.endOf(await aws.startExports({ tags, deadlineSeconds: 120, poll: { minSeconds: 30 } }));
		expect(cause).toContain('TIMED_OUT');
		expect(cause).toContain('past the deadline of 2 min');
	});

	it('exports only the named datasets, once each', async () => {
		const users = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/USERS';
		const { output } = await aws.endOf(
			await aws.startExports({ datasetGroupArn: undefined, datasetArns: [users, users] }),
		);
		expect(summaryOf(output).datasets.map(({ datasetArn }) => datasetArn)).toEqual([users]);
	});

	it('watches its jobs alone: the rule starts no watch of them', async () => {
		const { output } = await aws.endOf(await aws.startExports({ tags: simulate({ seconds: '60' }) }));
		const [{ datasetExportJobArn: job = '' } = {}] = summaryOf(output).datasets;
		const [watchOfAPerson = ''] = await aws.watchesOf(await aws.createExport());
		await aws.endOf(watchOfAPerson);
		expect(await aws.watchesOf(job)).toHaveLength(1);
	});

	it('stops its watches when it is stopped, and each is recorded and notified', async () => {
		const { stepFunctions } = aws.clients();
		const running = { stateMachineArn: WATCH_EXPORT, statusFilter: 'RUNNING' as const };
		const watches = async () => (await stepFunctions.send(new ListExecutionsCommand(running))).executions ?? [];
		await aws.holdTime(async () => {
			const parent = await aws.startExports({ tags: simulate({ seconds: '3600' }) });
			while ((await watches()).length < 3) await sleep(1);
			await stepFunctions.send(new StopExecutionCommand({ executionArn: parent, error: 'ByHand', cause: 'enough' }));
			expect(await aws.endOf(parent)).toMatchObject({ status: 'ABORTED', error: 'ByHand', cause: 'enough' });
			expect(await watches()).toEqual([]);
			for (const job of await aws.jobsOf(parent)) {
				await until(async () => (await aws.notificationsOf(job)).length > 0);
				const reason = 'WatchStopped: the execution was stopped';
				expect(await aws.recordOf(job)).toMatchObject({ outcome: 'BROKEN', reason: expect.stringContaining(reason) });
				expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'BROKEN' }]);
			}
			await until(async () => (await aws.stoppedExportsOf(parent)).length > 0);
			expect(await aws.stoppedExportsOf(parent)).toMatchObject([
				{ outcome: 'EXPORTS_STOPPED', reason: 'ExportsStopped: the execution was stopped: ByHand: enough' },
			]);
		});
	});
});

describe('ExportDatasets refuses by name', () => {
	const other = 'arn:aws:personalize:us-east-1:000000000000:dataset/other/ITEMS';
	it.each([
		['nothing at all', { datasetGroupArn: undefined }, 'datasetGroupArn or datasetArns must be given'],
		['both kinds of target', { datasetArns: [other] }, 'and not both'],
		[
			'no datasets',
			{ datasetGroupArn: 'arn:aws:personalize:us-east-1:000000000000:dataset-group/empty' },
			'has no datasets',
		],
		['an empty list', { datasetGroupArn: undefined, datasetArns: [] }, 'datasetArns'],
		['a dataset that does not exist', { datasetGroupArn: undefined, datasetArns: [other] }, `no dataset "${other}"`],
		[
			'nothing exportable',
			{ datasetGroupArn: undefined, datasetArns: ['arn:aws:personalize:us-east-1:000000000000:dataset/demo/ACTIONS'] },
			'none of the datasets can be exported: ["ACTIONS"]',
		],
		[
			'a path that is no S3 folder',
			{ outputPath: 'https://bucket/x' },
			'outputPath must be an S3 folder as s3://bucket/folder/, not "https://bucket/x"',
		],
		['a missing role', { roleArn: undefined }, 'roleArn is missing; it must be the ARN of the service role'],
		['an unknown mode', { ingestionMode: 'SOME' }, 'ingestionMode must be BULK or PUT or ALL, not "SOME"'],
		[
			'an unknown answer to failure',
			{ onPartialFailure: 'ignore' },
			'onPartialFailure must be fail or continue, not "ignore"',
		],
		['an unknown key', { outputpath: 'x' }, 'unknown key ["outputpath"]'],
		[
			'a deadline that it cannot outlast',
			{ deadlineSeconds: 2_592_000 },
			'deadlineSeconds must be a whole number of seconds from 60 to 2073600, not 2592000',
		],
		[
			'an option of a watch that is out of range',
			{ poll: { minSeconds: 0 } },
			'poll.minSeconds must be a whole number',
		],
	])('%s', async (_case, partial, reason) => {
		const { status, error, cause } = await aws.endOf(await aws.startExports(partial));
		expect({ status, error }).toEqual({ status: 'FAILED', error: 'RequestRejected' });
		expect(cause).toContain(reason);
	});
});
