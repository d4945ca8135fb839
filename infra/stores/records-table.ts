import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** The records, one item for each job. They are kept for good: the table outlives its stack. */
export class RecordsTable extends Table {
	constructor(scope: Construct, id: string, encryptionKey: IKey | undefined) {
		super(scope, id, {
			partitionKey: { name: 'datasetExportJobArn', type: AttributeType.STRING },
			billingMode: BillingMode.PAY_PER_REQUEST,
			encryption: encryptionKey ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.AWS_MANAGED,
			encryptionKey,
			pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
			removalPolicy: RemovalPolicy.RETAIN,
		});
	}
}
