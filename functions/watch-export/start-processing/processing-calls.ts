import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../../shared/aws-calls.ts';
import type { ListedObject } from './select-files.ts';
import type { ProcessingStart, StartRequest } from './start-processing.ts';

/** Every object under the prefix, all pages of it. */
export const listObjects = (
	client: S3Client,
	bucket: string,
	prefix: string,
	abortSignal: AbortSignal,
): Promise<readonly ListedObject[]> =>
	callAws('S3 ListObjectsV2', async () => {
		const objects: ListedObject[] = [];
		for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }, { abortSignal })) {
			for (const { Key = '', Size = 0, ETag = '', LastModified = new Date(0) } of page.Contents ?? []) {
				objects.push({ key: Key, size: Size, eTag: ETag.replaceAll('"', ''), lastModified: LastModified });
			}
		}
		return objects;
	});

/** Adds facts to the record as long as this execution owns it; throws ConditionalCheckFailedException otherwise. */
export const addToRecord = async (
	documents: DynamoDBDocumentClient,
	table: string,
	{ watch: { datasetExportJobArn }, executionArn }: StartRequest,
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
