import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#client/connect.ts';
import type { Exportwatch } from '#client/exportwatch.ts';
import type { Watch } from '#client/read-watch.ts';
import { outcomes } from '#contracts/vocabulary.ts';
import { useEmbeddedAws } from '../support/embedded.ts';
import { recordOf } from '../support/records-table.ts';
import { until } from '../support/until.ts';

const aws = useEmbeddedAws();
let exportwatch: Exportwatch;
beforeAll(async () => {
	exportwatch = await connect();
});

const nameOf = (arn: string): string => arn.split('/').at(-1) ?? '';
const isWaiting = async (job: string): Promise<boolean> => {
	const [watch] = await aws.watchesOf(job);
	return (await aws.historyOf(watch ?? '')).at(-1)?.type === 'WaitStateEntered';
};
const createWaiting = async (): Promise<string> => {
	const job = await aws.createExport({ seconds: '600' });
	await until(() => isWaiting(job));
	return job;
};
const last = async (watches: AsyncIterable<Watch>): Promise<readonly Watch[]> => {
	const seen: Watch[] = [];
	for await (const watch of watches) seen.push(watch);
	return seen;
};

describe('connecting', () => {
	it('finds the resources by the parameter of the installation', async () => {
		const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: '/exportwatch/default' }));
		expect(exportwatch.installation).toEqual(JSON.parse(Parameter?.Value ?? ''));
	});

	it('says which parameter is missing, and what to do', async () => {
		await expect(connect({ instance: 'other' })).rejects.toThrow(
			'no Exportwatch in us-east-1: the parameter /exportwatch/other of the Parameter Store does not exist; deploy it',
		);
	});
});

describe('a running watch', () => {
	it('is listed and read with its job, its polls, its forecast and its next poll, and can be stopped', async () => {
		await aws.holdTime(async () => {
			const job = await createWaiting();

			const { watches } = await exportwatch.listWatches({ states: ['RUNNING'], limit: 10 });
			expect(watches).toMatchObject([
				{
					state: 'RUNNING',
					datasetExportJobArn: job,
					startedBy: { kind: 'API_CALL' },
					currentState: 'WaitForExport',
					polls: 1,
					status: 'CREATE PENDING',
					datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/INTERACTIONS',
					nextPollAt: expect.any(String),
					polledAt: [expect.any(String)],
					forecast: { pastExports: 0 },
				},
			]);

			const watch = await exportwatch.readWatch(nameOf(job));
			expect(watch).toMatchObject({
				state: 'RUNNING',
				currentState: 'WaitForExport',
				polls: [{ polls: 1, status: 'CREATE PENDING' }],
				order: { deadlineSeconds: 86_400 },
				nextPollAt: watches[0] && 'nextPollAt' in watches[0] ? watches[0].nextPollAt : undefined,
			});
			expect(watch.forecast).toMatchObject({ pastExports: 0, kinds: [] });
			expect(Date.parse(watch.deadlineAt ?? '') - Date.parse(watch.job?.creationDateTime ?? '')).toBe(86_400_000);

			expect(await exportwatch.stopWatch(nameOf(job), 'enough')).toEqual([watch.execution?.executionArn]);
		});
		const job = 'job-1';
		// between the end of the execution and its record, nobody is known to have watched the job
		await until(async () => (await exportwatch.readWatch(job).catch(() => undefined))?.record !== undefined);
		const stopped = await exportwatch.readWatch(job);
		expect(stopped).toMatchObject({ state: 'BROKEN', currentState: 'WaitForExport' });
		expect(stopped.record?.reason).toContain('enough');
		await expect(exportwatch.stopWatch(job, 'again')).rejects.toThrow('no watch of job-1 is running');
	});
});

describe('a watch that was started by a person', () => {
	it('has a name that begins with the job’s, and is followed to its end', async () => {
		const job = await aws.createExport({ seconds: '30' });
		const [byRule = ''] = await aws.watchesOf(job);
		await aws.endOf(byRule);

		const executionArn = await exportwatch.startWatch(nameOf(job), { replay: true });
		expect(executionArn).toMatch(new RegExp(`:${nameOf(job)}-[0-9a-f]{8}$`));
		const seen = await last(exportwatch.followWatch(executionArn));
		expect(seen.at(-1)).toMatchObject({
			state: 'SUCCEEDED',
			currentState: 'ExportSucceeded',
			order: { replay: true },
			record: { isReplay: true, ownerExecutionArn: executionArn },
		});
	});

	it('is refused for options that the contract refuses, and for a job that does not exist', async () => {
		const job = nameOf(await aws.createExport());
		await expect(exportwatch.startWatch(job, { deadlineSeconds: 1 })).rejects.toThrow(
			'deadlineSeconds must be a whole number of seconds from 60 to 2592000, not 1',
		);
		await expect(exportwatch.startWatch(job.slice(0, 3))).rejects.toThrow(
			/^no export job job; export jobs of such a name: job-/,
		);
		await expect(exportwatch.readWatch('a job')).rejects.toThrow('"a job" is not the name or the ARN');
		await expect(
			exportwatch.readWatch('arn:aws:personalize:eu-west-1:000000000000:dataset-export-job/one'),
		).rejects.toThrow('the Region of');
	});
});

describe('what an export leaves', () => {
	it('is read: the list of files, the dataset and its profile, and rows by SQL', async () => {
		const job = await aws.createExport({ seconds: '30' });
		const name = nameOf(job);
		await expect(exportwatch.readManifest(name)).rejects.toThrow(/has no list of files/);
		await aws.endOf((await aws.watchesOf(job))[0] ?? '');
		await aws.endOf((await aws.recordOf(job))?.processingExecutionArn ?? '');

		expect((await exportwatch.readManifest(name)).fileCount).toBe(3);
		const { manifest, profile } = await exportwatch.readDataset(name);
		expect(profile.rows).toBe(manifest.rows);

		const counted = await exportwatch.queryDataset(name, 'SELECT count(*) AS n FROM dataset', { maxRows: 1 });
		expect(counted).toEqual({ columns: [{ name: 'n', type: 'BIGINT' }], rows: [[manifest.rows]], hasMore: false });
		const some = await exportwatch.queryDataset(name, 'FROM dataset', { maxRows: 2 });
		expect({ rows: some.rows.length, hasMore: some.hasMore }).toEqual({ rows: 2, hasMore: true });
		await expect(exportwatch.queryDataset(name, 'SELEC', { maxRows: 1 })).rejects.toThrow('Parser Error');
		await expect(exportwatch.queryDataset(name, 'SELECT 1; SELECT 2', { maxRows: 1 })).rejects.toThrow('not 2');
		await expect(exportwatch.queryDataset(name, ' ', { maxRows: 1 })).rejects.toThrow('not 0');
		await expect(
			exportwatch.queryDataset(name, "SELECT * FROM read_text('package.json')", { maxRows: 1 }),
		).rejects.toThrow('Permission Error');
	});
});

describe('an export of a group', () => {
	it('names its jobs and their watches while it runs, and the summary at its end', async () => {
		const executionArn = await exportwatch.startExport({
			datasetGroupArn: 'arn:aws:personalize:us-east-1:000000000000:dataset-group/demo',
			outputPath: 's3://exports/nightly/',
			roleArn: 'arn:aws:iam::000000000000:role/Export',
		});
		expect(executionArn).toMatch(/:demo-[0-9a-f]{8}$/);
		await aws.endOf(executionArn);
		const { datasets, summary, execution } = await exportwatch.readExport(executionArn);
		expect(execution.status).toBe('SUCCEEDED');
		expect(summary?.outcome).toBe('SUCCEEDED');
		expect(datasets.map(({ datasetType }) => datasetType).sort()).toEqual(['INTERACTIONS', 'ITEMS', 'USERS']);
		for (const { datasetExportJobArn = '', watchExecutionArn } of datasets) {
			expect(await aws.watchesOf(datasetExportJobArn)).toContain(watchExecutionArn);
		}
	});

	it('is refused with the problem of the request', async () => {
		const request = { outputPath: 's3://exports/', roleArn: 'arn:aws:iam::000000000000:role/Export' };
		await expect(exportwatch.startExport(request)).rejects.toThrow('datasetGroupArn or datasetArns must be given');
	});
});

describe('a sweep and an examination', () => {
	it('adopts what nobody watches', async () => {
		expect((await exportwatch.adoptExports()).adopted).toEqual([]);
	});

	it('finds the rules and the subscription in order, and says what it cannot examine', async () => {
		const findings = await exportwatch.examineAccount();
		const statusOf = (subject: string) => findings.find((finding) => finding.subject === subject)?.status;
		expect(statusOf('rule for stopped watches')).toBe('OK');
		expect(statusOf('subscriptions')).toBe('OK');
		expect(statusOf('trail')).toBe('UNKNOWN');
	});
});

describe('a thousand ended watches', () => {
	it('are listed, the newest first', async () => {
		const items = Array.from({ length: 1_000 }, (_, at) =>
			recordOf({
				jobName: `many-${at}`,
				datasetExportJobArn: `arn:aws:personalize:us-east-1:000000000000:dataset-export-job/many-${at}`,
				outcome: outcomes[at % 4],
				recordedAt: new Date(Date.UTC(2027, 0, 1, 0, 0, at)).toISOString(),
			} as object),
		);
		for (let at = 0; at < items.length; at += 25) {
			const puts = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
			await aws.clients().documents.send(new BatchWriteCommand({ RequestItems: { ExportJobs: puts } }));
		}
		const { watches } = await exportwatch.listWatches({ since: new Date('2027-01-01T00:00:00Z'), limit: 1_000 });
		expect(watches.map(({ jobName }) => jobName)).toEqual(items.map(({ jobName }) => jobName).toReversed());

		const some = await exportwatch.listWatches({ states: ['FAILED'], limit: 3 });
		expect(some).toMatchObject({ hasMore: true, watches: [{ jobName: 'many-997' }, { jobName: 'many-993' }, {}] });
	});
});
