import { PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../shared/aws-calls.ts';
import type { Manifest, ProcessingInput } from '../shared/contracts.ts';
import type { ListedObject } from './select-files.ts';
import type { ProcessingStart } from './start-processing.ts';

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

export const putManifest = async (
	s3: S3Client,
	bucket: string,
	key: string,
	manifest: Manifest,
	abortSignal: AbortSignal,
): Promise<void> => {
	const put = new PutObjectCommand({
		Bucket: bucket,
		Key: key,
		Body: JSON.stringify(manifest, null, '\t'),
		ContentType: 'application/json',
	});
	await callAws('S3 PutObject', () => s3.send(put, { abortSignal }));
};

/** Starts the execution, or finds it started already: the name is the job's, so there can be only one. */
export const startExecution = async (
	stepFunctions: SFNClient,
	stateMachineArn: string,
	name: string,
	input: ProcessingInput,
	abortSignal: AbortSignal,
): Promise<string> => {
	const start = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
	try {
		const answer = await callAws('Step Functions StartExecution', () => stepFunctions.send(start, { abortSignal }));
		return answer.executionArn ?? '';
	} catch (error) {
		if (!(error instanceof ExecutionAlreadyExists)) throw error;
		return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
	}
};

export const noteOnRecord = async (
	documents: DynamoDBDocumentClient,
	table: string,
	datasetExportJobArn: string,
	{ answer: _answer, ...facts }: ProcessingStart,
	abortSignal: AbortSignal,
): Promise<void> => {
	const assignments = Object.entries(facts);
	const update = new UpdateCommand({
		TableName: table,
		Key: { datasetExportJobArn },
		UpdateExpression: `SET ${assignments.map(([name]) => `${name} = :${name}`).join(', ')}`,
		ExpressionAttributeValues: Object.fromEntries(assignments.map(([name, value]) => [`:${name}`, value])),
	});
	await callAws('DynamoDB UpdateItem', () => documents.send(update, { abortSignal }));
};
