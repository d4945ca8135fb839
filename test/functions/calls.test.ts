import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PersonalizeClient } from '@aws-sdk/client-personalize';
import { SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Outcome } from '#contracts/watch.ts';
import { callAws } from '#functions/shared/aws-calls.ts';
import { describeDatasetExportJob } from '#functions/shared/describe-call.ts';
import { claimRecord } from '#functions/watch-export/outcome/record-calls.ts';
import { startOnce } from '#functions/watch-export/start-execution-call.ts';
import { addToRecord } from '#functions/watch-export/start-processing/processing-calls.ts';
import { JOB_ARN, observationOf, watchOf } from '../support/builders.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const never = new AbortController().signal;

/** A service that answers every request like this, and the settings of a client for it. */
const serve = async (listener: RequestListener) => {
	const server = createServer(listener);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const requestHandler = { requestTimeout: 200, throwOnRequestTimeout: true };
	return { endpoint, region: 'us-east-1', credentials, maxAttempts: 1, requestHandler };
};
const answering =
	(statusCode: number, body: object): RequestListener =>
	(_request, response) => {
		response.writeHead(statusCode, { 'content-type': 'application/x-amz-json-1.1' });
		response.end(JSON.stringify(body));
	};
const error = (type: string) => answering(400, { __type: type, message: 'as the test has it' });

describe('a call that fails is named for the workflow', () => {
	const describeJob = async (listener: RequestListener) =>
		describeDatasetExportJob(new PersonalizeClient(await serve(listener)), JOB_ARN, never);

	it.each([
		['throttling', error('ThrottlingException'), 'ServiceThrottled'],
		['a request rate exceeded', error('LimitExceededException'), 'ServiceThrottled'],
		['a fault of the service', answering(500, { __type: 'InternalFailure' }), 'ServiceUnavailable'],
		['a gateway without service', answering(503, {}), 'ServiceUnavailable'],
		[
			'a connection that breaks',
			(request: Parameters<RequestListener>[0]) => request.socket.destroy(),
			'ServiceUnavailable',
		],
		['no answer in time', () => {}, 'ServiceUnavailable'],
		['no such job', error('ResourceNotFoundException'), 'DatasetExportJobNotFound'],
		['an ARN that is refused', error('InvalidInputException'), 'DescribeRefused'],
		['a role without permission', error('AccessDeniedException'), 'DescribeRefused'],
		['what nobody thought of', error('NovelException'), 'NovelException'],
	] as const)('%s', async (_case, listener, name) => {
		await expect(describeJob(listener)).rejects.toMatchObject({ name, message: expect.stringMatching(/\S/) });
	});

	it('a host that is not there', async () => {
		const personalize = new PersonalizeClient({ ...(await serve(() => {})), endpoint: 'http://127.0.0.1:9' });
		await expect(describeDatasetExportJob(personalize, JOB_ARN, never)).rejects.toMatchObject({
			name: 'ServiceUnavailable',
		});
	});

	it('a call that the step’s end aborts', async () => {
		const personalize = new PersonalizeClient({ ...(await serve(() => {})), requestHandler: {} });
		const call = describeDatasetExportJob(personalize, JOB_ARN, AbortSignal.timeout(50));
		await expect(call).rejects.toMatchObject({ name: 'ServiceUnavailable' });
	});

	it('throttling by the key of a topic', async () => {
		const refuse: RequestListener = (_request, response) => {
			response.writeHead(400, { 'content-type': 'text/xml' });
			response.end('<ErrorResponse><Error><Code>KMSThrottling</Code><Message>m</Message></Error></ErrorResponse>');
		};
		const sns = new SNSClient(await serve(refuse));
		const call = callAws('SNS Publish', () => sns.send(new PublishCommand({ TopicArn: 'arn', Message: 'm' })));
		await expect(call).rejects.toMatchObject({ name: 'ServiceThrottled' });
	});

	it('an answer with fields left out, or none, is an answer', async () => {
		const creationDateTime = Date.parse('2026-03-01T02:00:00.000Z') / 1000;
		const answer = { datasetExportJob: { jobName: 'nightly', creationDateTime, novelField: 1 } };
		expect(await describeJob(answering(200, answer))).toEqual({
			jobName: 'nightly',
			creationDateTime: '2026-03-01T02:00:00.000Z',
		});
		expect(await describeJob(answering(200, {}))).toEqual({});
	});
});

describe('an execution that exists already', () => {
	it('is no error, but not started again', async () => {
		const stepFunctions = new SFNClient(await serve(error('ExecutionAlreadyExists')));
		expect(await startOnce(stepFunctions, 'arn', 'name', {}, never)).toBeUndefined();
	});
});

describe('the record of a job', () => {
	const TABLE = 'ExportJobs';
	let documents: DynamoDBDocumentClient;

	beforeAll(async () => {
		const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
		await client.send(
			new CreateTableCommand({
				TableName: TABLE,
				BillingMode: 'PAY_PER_REQUEST',
				AttributeDefinitions: [{ AttributeName: 'datasetExportJobArn', AttributeType: 'S' }],
				KeySchema: [{ AttributeName: 'datasetExportJobArn', KeyType: 'HASH' }],
			}),
		);
		documents = DynamoDBDocumentClient.from(client);
	});

	const NOON = '2026-03-01T12:00:00.000Z';
	let jobs = 0;
	const recordOf = (job: string, outcome: Outcome, ownerExecutionArn: string, recordedAt = NOON): ExportJobRecord => ({
		datasetExportJobArn: job,
		jobName: job,
		outcome,
		ownerExecutionArn,
		polls: 1,
		foundLate: false,
		recordedAt,
	});
	const claim = (record: ExportJobRecord, isReplay = false, startedAt = '2026-03-01T11:59:00Z') =>
		claimRecord(documents, TABLE, record, { isReplay, startedAt }, never);
	const read = async (datasetExportJobArn: string) =>
		(await documents.send(new GetCommand({ TableName: TABLE, Key: { datasetExportJobArn } }))).Item;

	const all = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'BROKEN'] as const;
	const endsOfJob: readonly Outcome[] = ['SUCCEEDED', 'FAILED'];
	const pairs = all.flatMap((recorded) => all.map((own) => [recorded, own] as const));

	it.each(pairs)(
		'says %s; another watch with %s side by side may write over it only as the job’s end',
		async (recorded, own) => {
			const job = `job-${jobs++}`;
			expect(await claim(recordOf(job, recorded, 'first'))).toBe(true);
			const mayWrite = endsOfJob.includes(own) && !endsOfJob.includes(recorded);
			expect(await claim(recordOf(job, own, 'second'))).toBe(mayWrite);
			expect((await read(job))?.outcome).toBe(mayWrite ? own : recorded);
		},
	);

	it.each(pairs)('says %s; the same execution may write %s again', async (recorded, own) => {
		const job = `job-${jobs++}`;
		await claim(recordOf(job, recorded, 'first'));
		expect(await claim(recordOf(job, own, 'first'))).toBe(true);
	});

	it.each(pairs)('says %s; a replay with %s may write but a watch’s end over the job’s', async (recorded, own) => {
		const job = `job-${jobs++}`;
		await claim(recordOf(job, recorded, 'first'));
		const mayWrite = endsOfJob.includes(own) || !endsOfJob.includes(recorded);
		expect(await claim(recordOf(job, own, 'second'), true)).toBe(mayWrite);
	});

	it.each([
		['TIMED_OUT', 'TIMED_OUT', true],
		['BROKEN', 'TIMED_OUT', true],
		['SUCCEEDED', 'TIMED_OUT', false],
		['FAILED', 'BROKEN', false],
	] as const)('says %s; a watch that began later and ends %s may write: %s', async (recorded, own, mayWrite) => {
		const job = `job-${jobs++}`;
		await claim(recordOf(job, recorded, 'first'));
		expect(await claim(recordOf(job, own, 'second'), false, '2026-03-01T12:00:01Z')).toBe(mayWrite);
	});

	it('has one owner of ten that race', async () => {
		const job = `job-${jobs++}`;
		const claims = await Promise.all(
			Array.from({ length: 10 }, (_none, n) => claim(recordOf(job, 'FAILED', `racer-${n}`))),
		);
		expect(claims.filter(Boolean)).toHaveLength(1);
	});

	it('takes notes from its owner only, and is not made by a note', async () => {
		const job = `job-${jobs++}`;
		const start = { answer: 'NO_FILES', manifest: 's3://m/x', fileCount: 0, totalBytes: 0 } as const;
		const note = (executionArn: string) => {
			const request = {
				executionArn,
				watch: watchOf({ datasetExportJobArn: job }),
				observation: { job: observationOf().job ?? {} },
			};
			return addToRecord(documents, TABLE, request, start, never);
		};
		await expect(note('first')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
		expect(await read(job)).toBeUndefined();
		await claim(recordOf(job, 'SUCCEEDED', 'first'));
		await note('first');
		expect(await read(job)).toMatchObject({ manifest: 's3://m/x', fileCount: 0 });
		await expect(note('second')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
	});
});
