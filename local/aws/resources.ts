import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { RECORD_KEY, RECORDS_BY_OUTCOME } from '#contracts/vocabulary.ts';
import { arn, buckets, queueName, tableName, topicName } from './shared/names.ts';

/** Creates what the CDK app creates on AWS: the buckets, the topic with a queue, the records table. */
export const createResources = async (s3: S3Client): Promise<void> => {
	await Promise.all([createBuckets(s3), createTopicWithQueue(), createRecordsTable()]);
};

const createBuckets = async (s3: S3Client): Promise<void> => {
	for (const Bucket of Object.values(buckets)) await s3.send(new CreateBucketCommand({ Bucket }));
};

const createTopicWithQueue = async (): Promise<void> => {
	const sns = new SNSClient({});
	await new SQSClient({}).send(new CreateQueueCommand({ QueueName: queueName }));
	const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: topicName }));
	await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn('sqs', queueName) }));
};

const createRecordsTable = async (): Promise<void> => {
	const { partitionKey, sortKey } = RECORDS_BY_OUTCOME;
	await new DynamoDBClient({}).send(
		new CreateTableCommand({
			TableName: tableName,
			BillingMode: 'PAY_PER_REQUEST',
			AttributeDefinitions: [RECORD_KEY, partitionKey, sortKey].map((name) => ({
				AttributeName: name,
				AttributeType: 'S',
			})),
			KeySchema: [{ AttributeName: RECORD_KEY, KeyType: 'HASH' }],
			GlobalSecondaryIndexes: [
				{
					IndexName: RECORDS_BY_OUTCOME.name,
					KeySchema: [
						{ AttributeName: partitionKey, KeyType: 'HASH' },
						{ AttributeName: sortKey, KeyType: 'RANGE' },
					],
					Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...RECORDS_BY_OUTCOME.attributes] },
				},
			],
		}),
	);
};
