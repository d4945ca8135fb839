import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { addToRecord } from '#functions/watch-export/start-processing/processing-calls.ts';
import { jobOf, watchOf } from '../../../support/builders.ts';
import { createRecordsTable, recordOf, TABLE } from '../../../support/records-table.ts';

let table: Awaited<ReturnType<typeof createRecordsTable>>;
beforeAll(async () => {
	table = await createRecordsTable();
});

const JOB = 'job-1';
const add = (executionArn: string) =>
	addToRecord(
		table.documents,
		TABLE,
		{ executionArn, watch: watchOf({ datasetExportJobArn: JOB }), observation: { job: jobOf() } },
		{ answer: 'NO_FILES', manifest: 's3://m/x', fileCount: 0, totalBytes: 0 },
		new AbortController().signal,
	);

describe('the start of a processing', () => {
	it('is added to the record only by its owner, and makes no record', async () => {
		await expect(add('first')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
		expect(await table.read(JOB)).toBeUndefined();

		await table.documents.send(new PutCommand({ TableName: TABLE, Item: recordOf(JOB, 'SUCCEEDED', 'first') }));
		await add('first');
		expect(await table.read(JOB)).toMatchObject({ processing: 'NO_FILES', manifest: 's3://m/x', fileCount: 0 });
		await expect(add('second')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
	});
});
