import {
	DatasetExportJob$,
	type DatasetExportJobSummary,
	DatasetExportJobSummary$,
	InvalidInputException,
	LimitExceededException,
	ListDatasetExportJobsCommand,
	paginateListDatasetExportJobs,
	ResourceAlreadyExistsException,
	ResourceNotFoundException,
	TooManyTagsException,
} from '@aws-sdk/client-personalize';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	datasetArn,
	failureOf,
	request,
	type Simulation,
	simulate,
	startSimulation,
	to,
} from '../../../support/simulation.ts';

const kmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555';
const failing = simulate({ seconds: '0', status: 'CREATE FAILED', failureReason: 'as the tag says' });

let simulation: Simulation;
beforeEach(async () => {
	simulation = await startSimulation();
});
afterEach(async () => {
	await simulation.stop();
	vi.useRealTimers();
});

const list = async (input: { datasetArn?: string } = {}): Promise<DatasetExportJobSummary[]> => {
	const { datasetExportJobs = [] } = await simulation.personalize.send(new ListDatasetExportJobsCommand(input));
	return datasetExportJobs;
};

describe('CreateDatasetExportJob', () => {
	const tag = (tagKey: string, tagValue: string) => ({ tagKey, tagValue });

	it.each([
		['a dataset that cannot be exported', { datasetArn: datasetArn('ACTIONS') }, 'ACTIONS cannot be exported'],
		['a path outside S3', to('https://exports/x/'), "S3 path 'https://exports/x/' is not valid"],
		['a path without a bucket', to('s3:///x/'), "S3 path 's3:///x/' is not valid"],
		['the same tag twice', { tags: [tag('a', '1'), tag('a', '2')] }, 'Tag keys must be unique'],
		['an unknown steering tag', simulate({ second: '1' }), "'simulate:second'"],
	])('refuses %s', async (_, input, message) => {
		const error = await failureOf(simulation.create(input));
		expect(error).toBeInstanceOf(InvalidInputException);
		expect(error.message).toContain(message);
	});

	it('refuses a name that was used before, even by a finished job', async () => {
		await simulation.create({ jobName: 'nightly', ...simulate({ seconds: '0' }) });
		expect(await failureOf(simulation.create({ jobName: 'nightly' }))).toBeInstanceOf(ResourceAlreadyExistsException);
	});

	it.each([
		datasetArn('NOTHING'),
		datasetArn('ITEMS').replace('000000000000', '111111111111'),
		datasetArn('ITEMS').replace('us-east-1', 'eu-west-1'),
	])('refuses the unknown dataset %s', async (unknown) => {
		const error = await failureOf(simulation.create({ datasetArn: unknown }));
		expect(error).toBeInstanceOf(ResourceNotFoundException);
		expect(error.message).toContain(unknown);
	});

	it('refuses more than fifty tags', async () => {
		const tags = Array.from({ length: 51 }, (_, index) => tag(`key-${index}`, ''));
		expect(await failureOf(simulation.create({ tags }))).toBeInstanceOf(TooManyTagsException);
		await simulation.create({ tags: tags.slice(1) });
	});

	it('refuses the 101st unfinished job', async () => {
		for (let job = 0; job < 99; job += 1) await simulation.create();
		await simulation.create(simulate({ seconds: '1000', status: 'CREATE HALTED' }));
		expect(await failureOf(simulation.create())).toBeInstanceOf(LimitExceededException);

		// after fifteen seconds only the long job is unfinished
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20_000 });
		await simulation.create();
	});
});

describe('DescribeDatasetExportJob', () => {
	it('describes a failed job with every member that the SDK knows', async () => {
		const job = await simulation.create(failing);
		const memberNames = DatasetExportJob$[4];
		expect(Object.keys(await simulation.describe(job)).toSorted()).toEqual(memberNames.toSorted());
	});

	it('repeats the request exactly', async () => {
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

	it('says PUT if no ingestion mode was given, and no reason if nothing failed', async () => {
		const answer = await simulation.describe(await simulation.create());
		expect(answer.ingestionMode).toBe('PUT');
		expect(answer).not.toHaveProperty('failureReason');
	});

	it('sends timestamps as epoch seconds', async () => {
		const datasetExportJobArn = await simulation.create();
		const { contentType, datasetExportJob } = await simulation.post('DescribeDatasetExportJob', {
			datasetExportJobArn,
		});
		expect(contentType).toBe('application/x-amz-json-1.1');
		const { creationDateTime } = datasetExportJob as { creationDateTime: number };
		expect(Math.abs(creationDateTime - Date.now() / 1000)).toBeLessThan(10);
	});

	it('refuses an unknown job as not found', async () => {
		const absent = 'arn:aws:personalize:us-east-1:000000000000:nothing/here';
		const error = await failureOf(simulation.describe(absent));
		expect(error).toBeInstanceOf(ResourceNotFoundException);
		expect(error.message).toBe(`Resource Arn ${absent} does not exist.`);
	});
});

describe('ListDatasetExportJobs', () => {
	it('summarizes a failed job with every member that the SDK knows', async () => {
		const job = await simulation.create(failing);
		const summary = (await list()).find(({ datasetExportJobArn }) => datasetExportJobArn === job);
		expect(Object.keys(summary ?? {}).toSorted()).toEqual(DatasetExportJobSummary$[4].toSorted());
	});

	it('lists the newest job first, finished ones too', async () => {
		const first = await simulation.create(simulate({ seconds: '0' }));
		const second = await simulation.create();
		const [newest, before] = await list();
		expect(newest).toMatchObject({ datasetExportJobArn: second, status: 'CREATE PENDING' });
		expect(before).toMatchObject({ datasetExportJobArn: first, status: 'ACTIVE' });
	});

	it('lists the jobs of one dataset', async () => {
		const job = await simulation.create({ datasetArn: datasetArn('USERS'), ...to('s3://exports/users/') });
		const jobs = await list({ datasetArn: datasetArn('USERS') });
		expect(jobs.map(({ datasetExportJobArn }) => datasetExportJobArn)).toEqual([job]);
	});

	it('lists no jobs for a dataset that does not exist', async () => {
		expect(await list({ datasetArn: datasetArn('NOTHING') })).toEqual([]);
	});

	it('gives every job once over all pages, although a job is created between two of them', async () => {
		for (let job = 0; job < 5; job += 1) await simulation.create();
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
