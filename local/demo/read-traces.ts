import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { findNamedJobs } from '#functions/watch-export/read-trigger.ts';
import { account, queueName, tableName } from '../aws/shared/names.ts';

/** What a watch left behind for people and machines. */
export interface Traces {
	readonly record: Record<string, unknown> | undefined;
	readonly message: string | undefined;
	readonly manifest: string | undefined;
}

export const readTraces = async (endpoint: string, { input }: DescribeExecutionOutput): Promise<Traces> => {
	const datasetExportJobArn = String(findWatchedJob(input));
	const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
	const { Item: record } = await documents.send(new GetCommand({ TableName: tableName, Key: { datasetExportJobArn } }));
	const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(String(record?.manifest)) ?? [];
	return {
		record,
		message: await readMessage(endpoint, datasetExportJobArn),
		manifest: bucket && key ? await readObject(bucket, key) : undefined,
	};
};

/** The job that an execution's input names, through whichever door. */
const findWatchedJob = (input = 'null'): unknown => findNamedJobs(JSON.parse(input))[0]?.value;

/** Reads without taking: the message is there again at once for whoever looks next. */
const readMessage = async (endpoint: string, datasetExportJobArn: string): Promise<string | undefined> => {
	const receive = new ReceiveMessageCommand({
		QueueUrl: `${endpoint}/${account}/${queueName}`,
		MaxNumberOfMessages: 10,
		VisibilityTimeout: 0,
	});
	const { Messages = [] } = await new SQSClient({ useQueueUrlAsEndpoint: false }).send(receive);
	// Of its processing there is one, too.
	return Messages.map(({ Body = '{}' }) => JSON.parse(Body)).find(
		({ Message }) => Message.includes(datasetExportJobArn) && 'polls' in JSON.parse(Message),
	)?.Message;
};

const readObject = async (Bucket: string, Key: string): Promise<string | undefined> =>
	(await new S3Client({}).send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
