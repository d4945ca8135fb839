import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acceptFinding } from '../access/accept-finding.ts';

/** What could not be delivered; kept as long as SQS keeps anything, so that a person has time to send it again. */
export class DeadLetterQueue extends Queue {
	constructor(scope: Construct, id: string, encryptionKey: IKey | undefined) {
		super(scope, id, {
			encryption: encryptionKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
			encryptionMasterKey: encryptionKey,
			enforceSSL: true,
			retentionPeriod: Duration.days(14),
		});
		acceptFinding(this, 'AwsSolutions-SQS3', 'This is the dead-letter queue of the rules and of RecordStoppedWatch.');
	}
}
