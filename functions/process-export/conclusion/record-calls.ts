import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { RecordedDataset } from '#contracts/dataset.ts';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';
import type { DatasetRecords } from './conclude-processing.ts';

type Change = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

/** How the processing of the dataset that stands ended; and how a later one failed, which published none. */
const attributes = ['dataset', 'datasetFailure'] as const;

/** Nothing but these attributes of a job's record is read or changed. A dataset stands once it is recorded as READY. */
export const createDatasetRecords = (
	documents: DynamoDBDocumentClient,
	table: string,
	abortSignal: AbortSignal,
): DatasetRecords => {
	const read = async (datasetExportJobArn: string) => {
		const get = new GetCommand({ TableName: table, Key: { [RECORD_KEY]: datasetExportJobArn }, ConsistentRead: true });
		const { Item } = await callAws('DynamoDB GetItem', () => documents.send(get, { abortSignal }));
		return Item as Readonly<Partial<Record<(typeof attributes)[number], RecordedDataset>>> | undefined;
	};
	/** Answers false if the condition does not hold. */
	const update = async (datasetExportJobArn: string, change: Change): Promise<boolean> => {
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
			const record = await read(datasetExportJobArn);
			const recorded = attributes.map((attribute) => record?.[attribute]);
			const same = recorded.find((ended) => ended?.notificationId === dataset.notificationId);
			if (same) return same;
			for (const write of writesOf(dataset)) if (await update(datasetExportJobArn, write)) return dataset;
			return undefined;
		},

		writeAction: async (datasetExportJobArn, { notificationId }, action, written, { status, claimId }) => {
			for (const attribute of attributes) {
				const place = `${attribute}.#actions.#action`;
				const isUnchanged = [
					`${attribute}.notificationId = :notificationId`,
					`${place}.#status = :status`,
					claimId === undefined ? `attribute_not_exists(${place}.claimId)` : `${place}.claimId = :claimId`,
				];
				const isWritten = await update(datasetExportJobArn, {
					UpdateExpression: `SET ${place} = :written`,
					ConditionExpression: isUnchanged.join(' AND '),
					ExpressionAttributeNames: { '#actions': 'actions', '#action': action, '#status': 'status' },
					ExpressionAttributeValues: {
						':written': written,
						':notificationId': notificationId,
						':status': status,
						...(claimId !== undefined && { ':claimId': claimId }),
					},
				});
				if (isWritten) return true;
			}
			return false;
		},
	};
};

/** The first one whose condition holds counts. */
const writesOf = (dataset: RecordedDataset): readonly Change[] => {
	const exists = `attribute_exists(${RECORD_KEY})`;
	if (dataset.status === 'READY') {
		return [
			{
				UpdateExpression: 'SET dataset = :ended REMOVE datasetFailure',
				ConditionExpression: exists,
				ExpressionAttributeValues: { ':ended': dataset },
			},
		];
	}
	const values = {
		ExpressionAttributeNames: { '#status': 'status' },
		ExpressionAttributeValues: { ':ended': dataset, ':ready': 'READY' },
	};
	const noneStands = '(attribute_not_exists(dataset.#status) OR dataset.#status <> :ready)';
	return [
		{ UpdateExpression: 'SET dataset = :ended', ConditionExpression: `${exists} AND ${noneStands}`, ...values },
		{ UpdateExpression: 'SET datasetFailure = :ended', ConditionExpression: 'dataset.#status = :ready', ...values },
	];
};
