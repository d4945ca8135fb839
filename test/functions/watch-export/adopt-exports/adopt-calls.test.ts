import { beforeAll, describe, expect, it } from 'vitest';
import { readRecords } from '#functions/watch-export/adopt-exports/adopt-calls.ts';
import { createRecordsTable, recordOf } from '../../../support/records-table.ts';

describe('the records that a sweep reads', () => {
	let table: Awaited<ReturnType<typeof createRecordsTable>>;
	beforeAll(async () => {
		table = await createRecordsTable();
	});

	it('are those that this code understands: no item in the place of a record breaks the sweep', async () => {
		const good = recordOf({ datasetExportJobArn: 'good', failureReason: 'long' });
		const bad = [
			{ ...good, datasetExportJobArn: 'null', actions: null },
			{ ...good, datasetExportJobArn: 'list', actions: [] },
			{ ...good, datasetExportJobArn: 'texts', actions: { event: 'DONE' } },
			{ ...good, datasetExportJobArn: 'numbers', notificationId: 5, recordedAt: 7 },
			{ datasetExportJobArn: 'nothing' },
		];
		for (const item of [...bad, good]) await table.put(item);
		const arns = [...bad, good].map(({ datasetExportJobArn }) => datasetExportJobArn);
		const records = await readRecords(table.documents, table.name, arns, new AbortController().signal);
		const { failureReason: _unread, ...read } = good;
		expect(records).toEqual([read]);
	});
});
