import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { findNamedJobs } from '#functions/watch-export/read-trigger.ts';
import { account, queueName, tableName } from '../aws/shared/names.ts';
import { readObject } from '../aws/shared/objects.ts';

/** What a watch left behind. */
export interface Traces {
	readonly record: ExportJobRecord | undefined;
	readonly message: string | undefined;
	readonly manifest: string | undefined;
}

export const readTraces = async (endpoint: string, { input }: DescribeExecutionOutput): Promise<Traces> => {
	const [watched] = findNamedJobs(JSON.parse(input ?? 'null'));
	const datasetExportJobArn = String(watched?.value);
	const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
	const answer = await documents.send(new GetCommand({ TableName: tableName, Key: { datasetExportJobArn } }));
	const record = answer.Item as ExportJobRecord | undefined;
	const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(record?.manifest ?? '') ?? [];
	return {
		record,
		message: await readMessage(endpoint, datasetExportJobArn),
		manifest: bucket && key ? (await readObject(new S3Client({}), bucket, key)).toString() : undefined,
	};
};

/** Reads without taking: the message can be received again at once. */
const readMessage = async (endpoint: string, datasetExportJobArn: string): Promise<string | undefined> => {
	const receive = new ReceiveMessageCommand({
		QueueUrl: `${endpoint}/${account}/${queueName}`,
		MaxNumberOfMessages: 10,
		VisibilityTimeout: 0,
	});
	const { Messages = [] } = await new SQSClient({ useQueueUrlAsEndpoint: false }).send(receive);
	// the processing of the same job sends a message too, without `polls`
	return Messages.map(({ Body = '{}' }) => JSON.parse(Body)).find(
		({ Message }) => Message.includes(datasetExportJobArn) && 'polls' in JSON.parse(Message),
	)?.Message;
};
