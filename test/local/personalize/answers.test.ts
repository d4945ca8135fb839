import {
	DatasetExportJob$,
	type DatasetExportJobSummary,
	DatasetExportJobSummary$,
	ListDatasetExportJobsCommand,
	paginateListDatasetExportJobs,
} from '@aws-sdk/client-personalize';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetArn, request, type Simulation, simulate, startSimulation, to } from './simulation.ts';

const kmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555';
const failing = simulate({ seconds: '0', status: 'CREATE FAILED', failureReason: 'told to' });

let simulation: Simulation;
beforeAll(async () => {
	simulation = await startSimulation();
});
afterAll(() => simulation.stop());

const list = async (input: { datasetArn?: string } = {}): Promise<DatasetExportJobSummary[]> => {
	const { datasetExportJobs = [] } = await simulation.personalize.send(new ListDatasetExportJobsCommand(input));
	return datasetExportJobs;
};

describe('DescribeDatasetExportJob', () => {
	test('answers a failed job with every member that the SDK knows', async () => {
		const job = await simulation.create(failing);
		const memberNames = DatasetExportJob$[4];
		expect(Object.keys(await simulation.describe(job)).toSorted()).toEqual(memberNames.toSorted());
	});

	test('answers what was asked for, word for word', async () => {
		const input = request({
			jobName: 'Nightly_export-1',
			ingestionMode: 'ALL',
			jobOutput: { s3DataDestination: { path: 's3://exports/no-slash', kmsKeyArn } },
		});
		const job = await simulation.create(input);
		const { status, creationDateTime, lastUpdatedDateTime, ...rest } = await simulation.describe(job);

		expect(rest).toEqual({
			...input,
			datasetExportJobArn: 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/Nightly_export-1',
		});
		expect([creationDateTime, lastUpdatedDateTime]).toEqual([expect.any(Date), expect.any(Date)]);
	});

	test('says PUT where no ingestion mode was given, and no reason where nothing failed', async () => {
		const answer = await simulation.describe(await simulation.create());
		expect(answer.ingestionMode).toBe('PUT');
		expect(answer).not.toHaveProperty('failureReason');
	});

	test('answers timestamps as epoch seconds on the wire', async () => {
		const datasetExportJobArn = await simulation.create();
		const response = await fetch(simulation.endpoint, {
			method: 'POST',
			headers: { 'x-amz-target': 'AmazonPersonalize.DescribeDatasetExportJob' },
			body: JSON.stringify({ datasetExportJobArn }),
		});
		expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
		const { datasetExportJob } = (await response.json()) as { datasetExportJob: { creationDateTime: number } };
		expect(Math.abs(datasetExportJob.creationDateTime - Date.now() / 1000)).toBeLessThan(10);
	});
});

describe('ListDatasetExportJobs', () => {
	test('summarizes a failed job with every member that the SDK knows', async () => {
		const job = await simulation.create(failing);
		const summary = (await list()).find(({ datasetExportJobArn }) => datasetExportJobArn === job);
		expect(Object.keys(summary ?? {}).toSorted()).toEqual(DatasetExportJobSummary$[4].toSorted());
	});

	test('lists the newest job first, finished ones too', async () => {
		const first = await simulation.create(simulate({ seconds: '0' }));
		const second = await simulation.create();
		const [newest, before] = await list();
		expect(newest).toMatchObject({ datasetExportJobArn: second, status: 'CREATE PENDING' });
		expect(before).toMatchObject({ datasetExportJobArn: first, status: 'ACTIVE' });
	});

	test('lists the jobs of one dataset', async () => {
		const job = await simulation.create({ datasetArn: datasetArn('USERS'), ...to('s3://exports/users/') });
		const jobs = await list({ datasetArn: datasetArn('USERS') });
		expect(jobs.map(({ datasetExportJobArn }) => datasetExportJobArn)).toEqual([job]);
	});

	test('lists no jobs for a dataset that does not exist', async () => {
		expect(await list({ datasetArn: datasetArn('NOTHING') })).toEqual([]);
	});

	test('gives every job once over all pages, although a job is created between two of them', async () => {
		const before = (await list()).map(({ datasetExportJobArn }) => datasetExportJobArn);
		const seen = [];
		for await (const { datasetExportJobs = [] } of paginateListDatasetExportJobs(
			{ client: simulation.personalize, pageSize: 2 },
			{},
		)) {
			expect(datasetExportJobs.length).toBeLessThanOrEqual(2);
			seen.push(...datasetExportJobs.map(({ datasetExportJobArn }) => datasetExportJobArn));
			if (seen.length === 2) await simulation.create();
		}
		expect(seen).toEqual(before);
	});
});
