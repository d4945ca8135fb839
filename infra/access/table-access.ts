import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { grantKeyThrough, REENCRYPT } from './key-access.ts';

/** Lets a role call these operations on a table. */
export const grantTable = (table: ITable, grantee: IGrantable, ...actions: readonly `dynamodb:${string}`[]): void => {
	table.grant(grantee, ...actions);
	grantKeyThrough('dynamodb', table.encryptionKey, grantee, REENCRYPT);
};
