import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ProcessingRequest } from '#contracts/watch.ts';
import { callAws } from '../../shared/aws-calls.ts';
import type { ProcessingStart } from './start-processing.ts';

/** Adds to the record. Throws ConditionalCheckFailedException if this execution does not own it. */
export const addToRecord = async (
	documents: DynamoDBDocumentClient,
	table: string,
	{ watch: { datasetExportJobArn }, executionArn }: ProcessingRequest,
	{ answer: processing, ...start }: ProcessingStart,
	abortSignal: AbortSignal,
): Promise<void> => {
	const assignments = Object.entries({ processing, ...start });
	const update = new UpdateCommand({
		TableName: table,
		Key: { datasetExportJobArn },
		UpdateExpression: `SET ${assignments.map(([name]) => `#${name} = :${name}`).join(', ')}`,
		ConditionExpression: 'ownerExecutionArn = :me',
		ExpressionAttributeNames: Object.fromEntries(assignments.map(([name]) => [`#${name}`, name])),
		ExpressionAttributeValues: {
			':me': executionArn,
			...Object.fromEntries(assignments.map(([name, value]) => [`:${name}`, value])),
		},
	});
	await callAws('DynamoDB UpdateItem', () => documents.send(update, { abortSignal }));
};
