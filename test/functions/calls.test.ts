import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Outcome } from '#contracts/vocabulary.ts';
import { claimRecord } from '#functions/watch-export/outcome/record-calls.ts';
import { addToRecord } from '#functions/watch-export/start-processing/processing-calls.ts';
import { observationOf, watchOf } from '../support/builders.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const never = new AbortController().signal;

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
