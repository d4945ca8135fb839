import {
	DescribeDatasetCommand,
	DescribeDatasetExportJobCommand,
	DescribeDatasetGroupCommand,
	DescribeSchemaCommand,
	InvalidInputException,
	InvalidNextTokenException,
	LimitExceededException,
	ListDatasetExportJobsCommand,
	ListDatasetGroupsCommand,
	ListDatasetsCommand,
	ResourceAlreadyExistsException,
	ResourceNotFoundException,
	TooManyTagsException,
} from '@aws-sdk/client-personalize';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { datasetArn, request, type Simulation, simulate, startSimulation, to } from './simulation.ts';

let simulation: Simulation;
beforeEach(async () => {
	simulation = await startSimulation();
});
afterEach(async () => {
	await simulation.stop();
	vi.useRealTimers();
});

const failure = async (promise: Promise<unknown>): Promise<Error> => {
	const error = await promise.then(
		() => undefined,
		(reason: Error) => reason,
	);
	if (!error) throw new Error('nothing was refused');
	return error;
};

const post = async (operation: string, body: unknown) => {
	const response = await fetch(simulation.endpoint, {
		method: 'POST',
		headers: { 'x-amz-target': `AmazonPersonalize.${operation}` },
		body: JSON.stringify(body),
	});
	return { status: response.status, ...((await response.json()) as { __type?: string; message?: string }) };
};

describe('CreateDatasetExportJob refuses', () => {
	const longName = 'x'.repeat(64);
	const tag = (tagKey: string, tagValue: string) => ({ tags: [{ tagKey, tagValue }] });

	test.each([
		['a missing name', { jobName: undefined }, "Value null at 'jobName' failed .* Member must not be null"],
		['a name with a space', { jobName: 'my job' }, "Value 'my job' at 'jobName' .* regular expression pattern: \\^\\["],
		['a name with a line break at its end', { jobName: 'job\n' }, "at 'jobName' .* regular expression pattern"],
		['an empty name', { jobName: '' }, 'Member must have length greater than or equal to 1'],
		['a long name', { jobName: longName }, `Value '${longName}' at 'jobName' .* length less than or equal to 63`],
		['a missing dataset', { datasetArn: undefined }, "Value null at 'datasetArn'"],
		['a dataset that is not an ARN', { datasetArn: 'INTERACTIONS' }, "Value 'INTERACTIONS' at 'datasetArn'"],
		['a dataset that cannot be exported', { datasetArn: datasetArn('ACTIONS') }, 'ACTIONS cannot be exported'],
		['a missing role', { roleArn: undefined }, "Value null at 'roleArn'"],
		['a role that is a user', { roleArn: 'arn:aws:iam::000000000000:user/me' }, "user/me' at 'roleArn'"],
		['a missing output', { jobOutput: undefined }, "Value null at 'jobOutput'"],
		['a missing destination', { jobOutput: { s3DataDestination: undefined } }, "at 'jobOutput.s3DataDestination'"],
		['a path that is no URL', to('/exports/'), "Value '/exports/' at 'jobOutput.s3DataDestination.path'"],
		['a path outside S3', to('https://exports/x/'), "S3 path 'https://exports/x/' is not valid"],
		['a path without a bucket', to('s3:///x/'), "S3 path 's3:///x/' is not valid"],
		[
			'a key that is not of KMS',
			{ jobOutput: { s3DataDestination: { path: 's3://exports/x/', kmsKeyArn: 'alias/mine' } } },
			"Value 'alias/mine' at 'jobOutput.s3DataDestination.kmsKeyArn'",
		],
		['an unknown ingestion mode', { ingestionMode: 'SOME' as 'ALL' }, 'enum value set: \\[BULK, PUT, ALL\\]'],
		['a tag with a comma', tag('team', 'a, b'), "Value 'a, b' at 'tags.1.member.tagValue'"],
		['a tag without a key', tag('', 'x'), "at 'tags.1.member.tagKey'"],
		['the same tag twice', { tags: [...tag('a', '1').tags, ...tag('a', '2').tags] }, 'Tag keys must be unique'],
		['seconds that are words', simulate({ seconds: 'long' }), "Value 'long' of the tag 'simulate:seconds'"],
		['seconds below zero', simulate({ seconds: '-1' }), "Value '-1' of the tag 'simulate:seconds'"],
		['seconds beyond a month', simulate({ seconds: '2592001' }), 'give a number from 0 to 2592000'],
		['half a part', simulate({ parts: '1.5' }), "'simulate:parts' is not valid: give a whole number"],
		['too many parts', simulate({ parts: '10001' }), "Value '10001' of the tag 'simulate:parts'"],
		['an empty status', simulate({ status: '' }), "'simulate:status'"],
		['a reason without a failure', simulate({ failureReason: 'x' }), "'simulate:failureReason' is not valid"],
		[
			'a reason of no characters',
			simulate({ status: 'CREATE FAILED', failureReasonCharacters: '0' }),
			"'simulate:failureReasonCharacters'",
		],
		['a steering tag it does not know', simulate({ second: '1' }), "'simulate:second' .* knows simulate:seconds"],
	])('%s', async (_, input, message) => {
		const error = await failure(simulation.create(input));
		expect(error).toBeInstanceOf(InvalidInputException);
		expect(error.message).toMatch(new RegExp(message));
	});

	test('all that is wrong in one answer', async () => {
		const error = await failure(simulation.create({ jobName: '', roleArn: 'me' }));
		expect(error.message).toMatch(/^3 validation errors detected: .*jobName.*; .*jobName.*; .*roleArn/);
	});

	test('a name that was used before, even by a finished job', async () => {
		await simulation.create({ jobName: 'nightly', ...simulate({ seconds: '0' }) });
		expect(await failure(simulation.create({ jobName: 'nightly' }))).toBeInstanceOf(ResourceAlreadyExistsException);
	});

	test.each([
		datasetArn('NOTHING'),
		datasetArn('ITEMS').replace('000000000000', '111111111111'),
		datasetArn('ITEMS').replace('us-east-1', 'eu-west-1'),
	])('the unknown dataset %s', async (unknown) => {
		const error = await failure(simulation.create({ datasetArn: unknown }));
		expect(error).toBeInstanceOf(ResourceNotFoundException);
		expect(error.message).toContain(unknown);
	});

	test('more than fifty tags', async () => {
		const tags = Array.from({ length: 51 }, (_, index) => ({ tagKey: `key-${index}`, tagValue: '' }));
		expect(await failure(simulation.create({ tags }))).toBeInstanceOf(TooManyTagsException);
		await simulation.create({ tags: tags.slice(1) });
	});

	test('the 101st job at a time', async () => {
		for (let job = 0; job < 99; job += 1) await simulation.create();
		await simulation.create(simulate({ seconds: '1000', status: 'CREATE HALTED' }));
		expect(await failure(simulation.create())).toBeInstanceOf(LimitExceededException);

		// once the fifteen seconds are over, only the long one is unfinished
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20_000 });
		await simulation.create();
	});
});

const absent = 'arn:aws:personalize:us-east-1:000000000000:nothing/here';

test.each([
	['job', new DescribeDatasetExportJobCommand({ datasetExportJobArn: absent })],
	['dataset', new DescribeDatasetCommand({ datasetArn: absent })],
	['dataset group', new DescribeDatasetGroupCommand({ datasetGroupArn: absent })],
	['schema', new DescribeSchemaCommand({ schemaArn: absent })],
])('describing an unknown %s fails as not found', async (_, command) => {
	const error = await failure(simulation.personalize.send(command as DescribeDatasetCommand));
	expect(error).toBeInstanceOf(ResourceNotFoundException);
	expect(error.message).toBe(`Resource Arn ${absent} does not exist.`);
});

test.each([
	['job', new DescribeDatasetExportJobCommand({ datasetExportJobArn: undefined })],
	['dataset', new DescribeDatasetCommand({ datasetArn: 'not an ARN' })],
	['dataset group', new DescribeDatasetGroupCommand({ datasetGroupArn: '' })],
	['schema', new DescribeSchemaCommand({ schemaArn: `${absent}${'x'.repeat(256)}` })],
])('describing a %s by what is not an ARN fails as invalid input', async (_, command) => {
	const error = await failure(simulation.personalize.send(command as DescribeDatasetCommand));
	expect(error).toBeInstanceOf(InvalidInputException);
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
	test.each(['made-up', '', Buffer.from(absent).toString('base64url')])('refuses the token "%s"', async (nextToken) => {
		expect(await failure(list({ nextToken }))).toBeInstanceOf(InvalidNextTokenException);
	});

	test.each([0, 101])('refuses a page of %i', async (maxResults) => {
		const error = await failure(list({ maxResults }));
		expect(error).toBeInstanceOf(InvalidInputException);
		expect(error.message).toContain(`Value '${maxResults}' at 'maxResults'`);
	});
});

test.each([
	['CreateDatasetExportJob', { ...request(), jobName: 7 }, "'7' at 'jobName'"],
	['CreateDatasetExportJob', { ...request(), ingestionMode: 1 }, "'1' at 'ingestionMode'"],
	['CreateDatasetExportJob', { ...request(), jobOutput: 's3://exports/' }, "at 'jobOutput'"],
	['CreateDatasetExportJob', { ...request(), tags: [{ tagKey: 'a', tagValue: 1 }] }, "at 'tags.1.member.tagValue'"],
	['DescribeDatasetExportJob', { datasetExportJobArn: [absent] }, "at 'datasetExportJobArn'"],
	['ListDatasetExportJobs', { maxResults: '10' }, "'10' at 'maxResults'"],
])('%s refuses a wrong JSON type as what cannot be read', async (operation, body, message) => {
	expect(await post(operation, body)).toMatchObject({
		status: 400,
		__type: 'SerializationException',
		message: expect.stringContaining(message),
	});
});

test('unknown members are ignored, and a null is an absent member', async () => {
	const body = { ...request(), priority: 'high', ingestionMode: null, tags: null };
	expect(await post('CreateDatasetExportJob', body)).toMatchObject({ status: 200 });
});

test('an operation that is not simulated is unknown', async () => {
	expect(await post('DeleteDataset', {})).toMatchObject({ status: 400, __type: 'UnknownOperationException' });
});
