import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { readRecord } from '#contracts/ledger-fields.ts';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';
import { type Fields, fieldAt, type Records, type WritableRecords } from './ledger.ts';

/** The records in DynamoDB. A write is conditional on what was read, so that of two writers one has to read again. */
export const createRecords = (documents: DynamoDBDocumentClient, table: string, abortSignal: AbortSignal): Records => ({
	read: async (datasetExportJobArn) => readRecord(await readItem(documents, table, datasetExportJobArn, abortSignal)),

	update: ({ datasetExportJobArn, notificationId }, values, expected) => {
		const condition = conditionOn({ notificationId, ...expected });
		const update = new UpdateCommand({
			TableName: table,
			Key: { [RECORD_KEY]: datasetExportJobArn },
			UpdateExpression: updateOf(values),
			...condition,
			ExpressionAttributeNames: { ...condition.ExpressionAttributeNames, ...namesIn(values) },
			ExpressionAttributeValues: {
				...condition.ExpressionAttributeValues,
				...Object.fromEntries(present(values).map(([, value], at) => [`:value${at}`, value])),
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

	readItem: (datasetExportJobArn) => readItem(documents, table, datasetExportJobArn, abortSignal),

	write: (record, replaced) => {
		const put = new PutCommand({ TableName: table, Item: record, ...conditionOn(identityOf(replaced)) });
		return unlessChanged('DynamoDB PutItem', () => documents.send(put, { abortSignal }));
	},
});

const readItem = async (
	documents: DynamoDBDocumentClient,
	table: string,
	datasetExportJobArn: string,
	abortSignal: AbortSignal,
): Promise<Fields | undefined> => {
	const get = new GetCommand({ TableName: table, Key: { [RECORD_KEY]: datasetExportJobArn }, ConsistentRead: true });
	return (await callAws('DynamoDB GetItem', () => documents.send(get, { abortSignal }))).Item;
};

/**
 * The fields that say that the item still is the one that was read: a record with the same ends of its processing, or whatever
 * stands in its place. No list and no map is compared: none of ours is one.
 */
export const identityOf = (item: Fields | undefined): Fields => {
	if (!item) return { [RECORD_KEY]: undefined };
	const identity = IDENTITY.map((path) => [path, fieldAt(item, path)]);
	return Object.fromEntries(identity.filter(([, value]) => typeof value !== 'object'));
};

const FIELDS_OF_END = ['notificationId', 'actions.event.status', 'actions.message.status'];
const IDENTITY: readonly string[] = [
	...['outcome', 'ownerExecutionArn', 'recordedAt'],
	...['dataset', 'datasetFailure'].flatMap((end) => FIELDS_OF_END.map((field) => `${end}.${field}`)),
];

const present = (fields: Fields) => Object.entries(fields).filter(([, value]) => value !== undefined);
const absent = (fields: Fields) => Object.keys(fields).filter((path) => fields[path] === undefined);

const updateOf = (values: Fields): string => {
	const assignments = present(values).map(([path], at) => `${nameOf(path)} = :value${at}`);
	const removals = absent(values).map(nameOf);
	return [
		...(assignments.length > 0 ? [`SET ${assignments.join(', ')}`] : []),
		...(removals.length > 0 ? [`REMOVE ${removals.join(', ')}`] : []),
	].join(' ');
};

const conditionOn = (expected: Fields) => ({
	ConditionExpression: [
		...present(expected).map(([path], at) => `${nameOf(path)} = :expected${at}`),
		...absent(expected).map((path) => `attribute_not_exists(${nameOf(path)})`),
	].join(' AND '),
	ExpressionAttributeNames: namesIn(expected),
	...(present(expected).length > 0 && {
		ExpressionAttributeValues: Object.fromEntries(present(expected).map(([, value], at) => [`:expected${at}`, value])),
	}),
});

/** `#actions.#event` for `actions.event`, because a name may be a word that DynamoDB reserves. */
const nameOf = (path: string): string => `#${path.replaceAll('.', '.#')}`;
const namesIn = (fields: Fields): Record<string, string> =>
	Object.fromEntries(Object.keys(fields).flatMap((path) => path.split('.').map((key) => [`#${key}`, key])));

const unlessChanged = async (call: string, send: () => Promise<unknown>): Promise<boolean> => {
	try {
		await callAws(call, send);
		return true;
	} catch (error) {
		if (error instanceof ConditionalCheckFailedException) return false;
		throw error;
	}
};
