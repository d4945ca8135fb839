import {
	DescribeDatasetCommand,
	DescribeDatasetExportJobCommand,
	DescribeDatasetGroupCommand,
	DescribeSchemaCommand,
	InvalidInputException,
	InvalidNextTokenException,
	ListDatasetExportJobsCommand,
	ListDatasetGroupsCommand,
	ListDatasetsCommand,
} from '@aws-sdk/client-personalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf, request, type Simulation, startSimulation, to } from '../../../support/simulation.ts';

let simulation: Simulation;
beforeAll(async () => {
	simulation = await startSimulation();
});
afterAll(() => simulation.stop());

const ABSENT = 'arn:aws:personalize:us-east-1:000000000000:nothing/here';

describe('CreateDatasetExportJob', () => {
	const longName = 'x'.repeat(64);
	const tag = (tagKey: string, tagValue: string) => ({ tags: [{ tagKey, tagValue }] });

	it.each([
		['a missing name', { jobName: undefined }, "Value null at 'jobName' failed .* Member must not be null"],
		['a name with a space', { jobName: 'my job' }, "Value 'my job' at 'jobName' .* regular expression pattern: \\^\\["],
		['a name with a line break at its end', { jobName: 'job\n' }, "at 'jobName' .* regular expression pattern"],
		['an empty name', { jobName: '' }, 'Member must have length greater than or equal to 1'],
		['a long name', { jobName: longName }, `Value '${longName}' at 'jobName' .* length less than or equal to 63`],
		['a missing dataset', { datasetArn: undefined }, "Value null at 'datasetArn'"],
		['a dataset that is not an ARN', { datasetArn: 'INTERACTIONS' }, "Value 'INTERACTIONS' at 'datasetArn'"],
		['a missing role', { roleArn: undefined }, "Value null at 'roleArn'"],
		['a role that is a user', { roleArn: 'arn:aws:iam::000000000000:user/me' }, "user/me' at 'roleArn'"],
		['a missing output', { jobOutput: undefined }, "Value null at 'jobOutput'"],
		['a missing destination', { jobOutput: { s3DataDestination: undefined } }, "at 'jobOutput.s3DataDestination'"],
		['a path that is not a URL', to('/exports/'), "Value '/exports/' at 'jobOutput.s3DataDestination.path'"],
		[
			'a key that is not of KMS',
			{ jobOutput: { s3DataDestination: { path: 's3://exports/x/', kmsKeyArn: 'alias/mine' } } },
			"Value 'alias/mine' at 'jobOutput.s3DataDestination.kmsKeyArn'",
		],
		['an unknown ingestion mode', { ingestionMode: 'SOME' as 'ALL' }, 'enum value set: \\[BULK, PUT, ALL\\]'],
		['a tag with a comma', tag('team', 'a, b'), "Value 'a, b' at 'tags.1.member.tagValue'"],
		['a tag without a key', tag('', 'x'), "at 'tags.1.member.tagKey'"],
	])('refuses %s', async (_, input, message) => {
		const error = await failureOf(simulation.create(input));
		expect(error).toBeInstanceOf(InvalidInputException);
		expect(error.message).toMatch(new RegExp(message));
	});

	it('reports everything that is wrong in one answer', async () => {
		const error = await failureOf(simulation.create({ jobName: '', roleArn: 'me' }));
		expect(error.message).toMatch(/^3 validation errors detected: .*jobName.*; .*jobName.*; .*roleArn/);
	});

	it('ignores unknown members and takes a null for an absent member', async () => {
		const body = { ...request(), priority: 'high', ingestionMode: null, tags: null };
		expect(await simulation.post('CreateDatasetExportJob', body)).toMatchObject({ status: 200 });
	});
});

describe('a Describe operation', () => {
	it.each([
		['job', new DescribeDatasetExportJobCommand({ datasetExportJobArn: undefined })],
		['dataset', new DescribeDatasetCommand({ datasetArn: 'not an ARN' })],
		['dataset group', new DescribeDatasetGroupCommand({ datasetGroupArn: '' })],
		['schema', new DescribeSchemaCommand({ schemaArn: `${ABSENT}${'x'.repeat(256)}` })],
	])('refuses what is not an ARN of a %s', async (_, command) => {
		const error = await failureOf(simulation.personalize.send(command as DescribeDatasetCommand));
		expect(error).toBeInstanceOf(InvalidInputException);
	});
});

interface PageRequest {
	readonly nextToken?: string;
	readonly maxResults?: number;
}

describe.each([
	['ListDatasetExportJobs', (page: PageRequest) => simulation.personalize.send(new ListDatasetExportJobsCommand(page))],
	['ListDatasets', (page: PageRequest) => simulation.personalize.send(new ListDatasetsCommand(page))],
	['ListDatasetGroups', (page: PageRequest) => simulation.personalize.send(new ListDatasetGroupsCommand(page))],
])('%s', (_, list) => {
	it.each(['made-up', '', Buffer.from(ABSENT).toString('base64url')])('refuses the token "%s"', async (nextToken) => {
		expect(await failureOf(list({ nextToken }))).toBeInstanceOf(InvalidNextTokenException);
	});

	it.each([0, 101])('refuses a page of %i', async (maxResults) => {
		const error = await failureOf(list({ maxResults }));
		expect(error).toBeInstanceOf(InvalidInputException);
		expect(error.message).toContain(`Value '${maxResults}' at 'maxResults'`);
	});
});

describe('a request', () => {
	it.each([
		['CreateDatasetExportJob', { ...request(), jobName: 7 }, "'7' at 'jobName'"],
		['CreateDatasetExportJob', { ...request(), ingestionMode: 1 }, "'1' at 'ingestionMode'"],
		['CreateDatasetExportJob', { ...request(), jobOutput: 's3://exports/' }, "at 'jobOutput'"],
		['CreateDatasetExportJob', { ...request(), tags: [{ tagKey: 'a', tagValue: 1 }] }, "at 'tags.1.member.tagValue'"],
		['DescribeDatasetExportJob', { datasetExportJobArn: [ABSENT] }, "at 'datasetExportJobArn'"],
		['ListDatasetExportJobs', { maxResults: '10' }, "'10' at 'maxResults'"],
	])('to %s with a wrong JSON type fails as one that cannot be read', async (operation, body, message) => {
		expect(await simulation.post(operation, body)).toMatchObject({
			status: 400,
			__type: 'SerializationException',
			message: expect.stringContaining(message),
		});
	});
});
