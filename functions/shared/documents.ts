import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from './aws-calls.ts';

/** A DynamoDB client that reads and writes plain objects, without their undefined values. */
export const createDocuments = (): DynamoDBDocumentClient =>
	DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings), {
		marshallOptions: { removeUndefinedValues: true },
	});
