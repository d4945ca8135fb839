import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { PersonalizeClient } from '@aws-sdk/client-personalize';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Installation } from '#contracts/installation.ts';

/** What the operations of the client need: the SDK clients, and where the resources of the installation are. */
export interface Account {
	readonly installation: Installation;
	readonly documents: DynamoDBDocumentClient;
	readonly lambda: LambdaClient;
	readonly personalize: PersonalizeClient;
	readonly s3: S3Client;
	readonly stepFunctions: SFNClient;
}
