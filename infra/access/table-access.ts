import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { grantKeyThrough, REENCRYPT } from './key-access.ts';

/** To call one operation on a table. */
export const grantTable = (table: ITable, grantee: IGrantable, action: `dynamodb:${string}`): void => {
	table.grant(grantee, action);
	grantKeyThrough('dynamodb', table.encryptionKey, grantee, REENCRYPT);
};
