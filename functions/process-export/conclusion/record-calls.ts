import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { RecordedDataset } from '#contracts/dataset.ts';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';
import type { DatasetRecords } from './conclude-processing.ts';

/** Nothing but `dataset` on a job's record is read or changed. */
export const createDatasetRecords = (
	documents: DynamoDBDocumentClient,
	table: string,
	abortSignal: AbortSignal,
): DatasetRecords => {
	const read = async (datasetExportJobArn: string) => {
		const get = new GetCommand({ TableName: table, Key: { [RECORD_KEY]: datasetExportJobArn }, ConsistentRead: true });
		const { Item } = await callAws('DynamoDB GetItem', () => documents.send(get, { abortSignal }));
		return Item as { readonly dataset?: RecordedDataset } | undefined;
	};
	/** Answers false if the condition does not hold. */
	const update = async (
		datasetExportJobArn: string,
		change: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
	): Promise<boolean> => {
		const command = new UpdateCommand({ TableName: table, Key: { [RECORD_KEY]: datasetExportJobArn }, ...change });
		try {
			await callAws('DynamoDB UpdateItem', () => documents.send(command, { abortSignal }));
			return true;
		} catch (error) {
			if (error instanceof ConditionalCheckFailedException) return false;
			throw error;
		}
	};

	return {
		record: async (datasetExportJobArn, dataset) => {
			const recorded = (await read(datasetExportJobArn))?.dataset;
			if (recorded?.notificationId === dataset.notificationId) return recorded;
			const isRecorded = await update(datasetExportJobArn, {
				UpdateExpression: 'SET #dataset = :dataset',
				ConditionExpression: `attribute_exists(${RECORD_KEY})`,
				ExpressionAttributeNames: { '#dataset': 'dataset' },
				ExpressionAttributeValues: { ':dataset': dataset },
			});
			return isRecorded ? dataset : undefined;
		},

		recordAction: async (datasetExportJobArn, { notificationId }, action, recorded) => {
			await update(datasetExportJobArn, {
				UpdateExpression: 'SET #dataset.#actions.#action = :recorded',
				ConditionExpression: '#dataset.#notificationId = :notificationId',
				ExpressionAttributeNames: {
					'#dataset': 'dataset',
					'#actions': 'actions',
					'#action': action,
					'#notificationId': 'notificationId',
				},
				ExpressionAttributeValues: { ':recorded': recorded, ':notificationId': notificationId },
			});
		},
	};
};
