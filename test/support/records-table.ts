import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { readRecord } from '#contracts/ledger-fields.ts';
import { actionsOf, type Outcome } from '#contracts/vocabulary.ts';
import { createDatasetRecords } from '#functions/process-export/conclusion/record-calls.ts';
import { fieldAt, type WritableRecords } from '#functions/watch-export/outcome/ledger.ts';
import { createWritableRecords, identityOf } from '#functions/watch-export/outcome/record-calls.ts';
import { JOB_ARN } from './builders.ts';

const TABLE = 'ExportJobs';

/** Starts a DynamoDB with the table of the records. */
export const createRecordsTable = async () => {
	const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const client = new DynamoDBClient({
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
	});
	await client.send(
		new CreateTableCommand({
			TableName: TABLE,
			BillingMode: 'PAY_PER_REQUEST',
			AttributeDefinitions: [{ AttributeName: 'datasetExportJobArn', AttributeType: 'S' }],
			KeySchema: [{ AttributeName: 'datasetExportJobArn', KeyType: 'HASH' }],
		}),
	);
	const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
	return {
		records: createWritableRecords(documents, TABLE, new AbortController().signal),
		datasets: createDatasetRecords(documents, TABLE, new AbortController().signal),
		documents,
		name: TABLE,
		/** Puts an item whatever it is, as somebody else may. */
		put: (item: object) => documents.send(new PutCommand({ TableName: TABLE, Item: item as Record<string, unknown> })),
	};
};

/** The records in memory, with the same conditions; `record-calls.test.ts` runs the same tests over both. */
export const createRecordsInMemory = (...items: readonly ExportJobRecord[]) => {
	const stored = new Map<string, ExportJobRecord>(items.map((item) => [item.datasetExportJobArn, item]));
	const records: WritableRecords = {
		read: async (datasetExportJobArn) => readRecord(structuredClone(stored.get(datasetExportJobArn))),
		readItem: async (datasetExportJobArn) => structuredClone(stored.get(datasetExportJobArn)),
		write: async (record, replaced) => {
			const existing = stored.get(record.datasetExportJobArn);
			const isExpected = Object.entries(identityOf(replaced)).every(
				([path, value]) => fieldAt(existing, path) === value,
			);
			if (isExpected) stored.set(record.datasetExportJobArn, structuredClone(record));
			return isExpected;
		},
		update: async (record, values, expected) => {
			const existing = stored.get(record.datasetExportJobArn);
			const isSame = Object.entries({ notificationId: record.notificationId, ...expected }).every(
				([path, value]) => fieldAt(existing, path) === value,
			);
			if (!existing || !isSame) return false;
			for (const [path, value] of Object.entries(values)) {
				const keys = path.split('.');
				const last = keys.pop() ?? '';
				const inner = keys.reduce((object, key) => Reflect.get(object, key), existing as object);
				if (value === undefined) Reflect.deleteProperty(inner, last);
				else Reflect.set(inner, last, structuredClone(value));
			}
			return true;
		},
	};
	const put = async (item: object) =>
		void stored.set(Reflect.get(item, 'datasetExportJobArn'), item as ExportJobRecord);
	return { records, put, all: () => [...stored.values()], only: () => [...stored.values()][0] };
};

/** A record of noon with everything undone. */
export const recordOf = (partial: Partial<ExportJobRecord> = {}): ExportJobRecord => {
	const { outcome = 'SUCCEEDED' } = partial;
	return {
		datasetExportJobArn: JOB_ARN,
		jobName: 'nightly',
		outcome,
		ownerExecutionArn: 'first',
		notificationId: 'a'.repeat(32),
		actions: actionsIn('UNDONE', outcome),
		isReplay: false,
		polls: 1,
		foundLate: false,
		recordedAt: '2026-03-01T12:00:00.000Z',
		...partial,
	};
};

/** All actions of an outcome with the same status. */
export const actionsIn = (status: 'UNDONE' | 'DONE', outcome: Outcome = 'SUCCEEDED'): ExportJobRecord['actions'] =>
	Object.fromEntries(actionsOf[outcome].map((action) => [action, { status }]));
