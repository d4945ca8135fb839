import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { Outcome } from '#contracts/vocabulary.ts';

export const TABLE = 'ExportJobs';

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
	const documents = DynamoDBDocumentClient.from(client);
	return {
		documents,
		read: async (datasetExportJobArn: string) =>
			(await documents.send(new GetCommand({ TableName: TABLE, Key: { datasetExportJobArn } }))).Item,
	};
};

/** A record from noon. */
export const recordOf = (job: string, outcome: Outcome, ownerExecutionArn: string): ExportJobRecord => ({
	datasetExportJobArn: job,
	jobName: job,
	outcome,
	ownerExecutionArn,
	polls: 1,
	foundLate: false,
	recordedAt: '2026-03-01T12:00:00.000Z',
});
