import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Retention } from '../props/export-watch-props.ts';

interface PrivateBucketProps {
	readonly encryptionKey: IKey | undefined;
	/** How long objects are kept; versions that were replaced or deleted are kept a week longer. */
	readonly retention: Retention;
	/** The prefix of what runs leave behind: deleted after a week, for good after another day. */
	readonly leftovers?: string;
	readonly accessLogs?: Bucket;
}

const WEEK = Duration.days(7);

/** A bucket for personal data: private, versioned, by TLS only. It outlives its stack. */
export class PrivateBucket extends Bucket {
	constructor(scope: Construct, id: string, { encryptionKey, retention, leftovers, accessLogs }: PrivateBucketProps) {
		super(scope, id, {
			blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
			objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
			enforceSSL: true,
			minimumTLSVersion: 1.2,
			versioned: true,
			encryption: encryptionKey ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
			encryptionKey,
			bucketKeyEnabled: encryptionKey !== undefined,
			lifecycleRules: [
				{
					id: 'ExpireObjects',
					...(retention !== 'forever' && { expiration: retention }),
					noncurrentVersionExpiration: WEEK,
					abortIncompleteMultipartUploadAfter: WEEK,
				},
				...(leftovers
					? [
							{
								id: 'ExpireLeftovers',
								prefix: leftovers,
								expiration: WEEK,
								noncurrentVersionExpiration: Duration.days(1),
							},
						]
					: []),
			],
			removalPolicy: RemovalPolicy.RETAIN,
		});
		if (accessLogs) this.logAccessTo(accessLogs, `${id}/`);
	}

	/** By a bucket policy of our own: the one that the library makes depends on the feature flags of the app. */
	private logAccessTo(accessLogs: Bucket, logFilePrefix: string): void {
		const bucket = this.node.defaultChild as CfnBucket;
		bucket.loggingConfiguration = { destinationBucketName: accessLogs.bucketName, logFilePrefix };
		accessLogs.addToResourcePolicy(
			new PolicyStatement({
				principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
				actions: ['s3:PutObject'],
				resources: [accessLogs.arnForObjects(`${logFilePrefix}*`)],
				conditions: {
					ArnEquals: { 'aws:SourceArn': this.bucketArn },
					StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
				},
			}),
		);
	}
}
