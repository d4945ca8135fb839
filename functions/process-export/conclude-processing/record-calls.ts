import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordedDataset } from '#contracts/dataset.ts';
import { RECORD_KEY } from '#contracts/vocabulary.ts';
import { callAws } from '../../shared/aws-calls.ts';

/** Sets `dataset` on the job's record, and nothing else. If there is no record, the export was not watched. */
export const recordDataset = async (
	documents: DynamoDBDocumentClient,
	table: string,
	datasetExportJobArn: string,
	dataset: RecordedDataset,
	abortSignal: AbortSignal,
): Promise<void> => {
	const update = new UpdateCommand({
		TableName: table,
		Key: { [RECORD_KEY]: datasetExportJobArn },
		UpdateExpression: 'SET #dataset = :dataset',
		ConditionExpression: `attribute_exists(${RECORD_KEY})`,
		ExpressionAttributeNames: { '#dataset': 'dataset' },
		ExpressionAttributeValues: { ':dataset': dataset },
	});
	try {
		await callAws('DynamoDB UpdateItem', () => documents.send(update, { abortSignal }));
	} catch (error) {
		if (!(error instanceof ConditionalCheckFailedException)) throw error;
	}
};
