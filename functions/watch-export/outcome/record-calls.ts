import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';
import type { Records, WritableRecords } from './ledger.ts';

/** The records in DynamoDB. A write is conditional on what was read, so that of two writers one has to read again. */
export const createRecords = (documents: DynamoDBDocumentClient, table: string, abortSignal: AbortSignal): Records => ({
	read: async (datasetExportJobArn) => {
		const get = new GetCommand({ TableName: table, Key: { [RECORD_KEY]: datasetExportJobArn }, ConsistentRead: true });
		const { Item } = await callAws('DynamoDB GetItem', () => documents.send(get, { abortSignal }));
		return Item as ExportJobRecord | undefined;
	},

	update: ({ datasetExportJobArn, ownerExecutionArn, notificationId }, values) => {
		const keys = new Set(Object.keys(values).flatMap((path) => path.split('.')));
		const assignments = Object.keys(values).map((path, at) => `#${path.replaceAll('.', '.#')} = :value${at}`);
		const update = new UpdateCommand({
			TableName: table,
			Key: { [RECORD_KEY]: datasetExportJobArn },
			UpdateExpression: `SET ${assignments.join(', ')}`,
			ConditionExpression: 'ownerExecutionArn = :owner AND notificationId = :id',
			ExpressionAttributeNames: Object.fromEntries([...keys].map((key) => [`#${key}`, key])),
			ExpressionAttributeValues: {
				':owner': ownerExecutionArn,
				':id': notificationId,
				...Object.fromEntries(Object.values(values).map((value, at) => [`:value${at}`, value])),
			},
		});
		return unlessChanged('DynamoDB UpdateItem', () => documents.send(update, { abortSignal }));
	},
});

export const createWritableRecords = (
	documents: DynamoDBDocumentClient,
	table: string,
	abortSignal: AbortSignal,
): WritableRecords => ({
	...createRecords(documents, table, abortSignal),

	write: (record, replaced) => {
		const put = new PutCommand({ TableName: table, Item: record, ...conditionOn(replaced) });
		return unlessChanged('DynamoDB PutItem', () => documents.send(put, { abortSignal }));
	},
});

/** That the item still is the one that was read: a record, or what somebody else has put in its place. */
const conditionOn = (replaced: Partial<ExportJobRecord> | undefined) => {
	if (!replaced) return { ConditionExpression: `attribute_not_exists(${RECORD_KEY})` };
	const { outcome, ownerExecutionArn, recordedAt } = replaced;
	const expected = Object.entries({ outcome, ownerExecutionArn, recordedAt });
	const present = expected.filter(([, value]) => value !== undefined);
	return {
		ConditionExpression: expected
			.map(([name, value]) => (value === undefined ? `attribute_not_exists(${name})` : `${name} = :${name}`))
			.join(' AND '),
		...(present.length > 0 && {
			ExpressionAttributeValues: Object.fromEntries(present.map(([name, value]) => [`:${name}`, value])),
		}),
	};
};

const unlessChanged = async (call: string, send: () => Promise<unknown>): Promise<boolean> => {
	try {
		await callAws(call, send);
		return true;
	} catch (error) {
		if (error instanceof ConditionalCheckFailedException) return false;
		throw error;
	}
};
