import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { allow } from './allow.ts';
import { grantKeyThrough, REENCRYPT } from './key-access.ts';

/** Lets a role call these operations on a table. */
export const grantTable = (table: ITable, grantee: IGrantable, ...actions: readonly `dynamodb:${string}`[]): void => {
	// not table.grant, which would allow the same on the indexes
	allow(grantee, { actions, resources: [table.tableArn] });
	grantKeyThrough('dynamodb', table.encryptionKey, grantee, REENCRYPT);
};
