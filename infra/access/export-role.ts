import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { allow } from './allow.ts';

export const PERSONALIZE = 'personalize.amazonaws.com';

/** The service role with which Personalize writes exports into these buckets, encrypted with these keys. */
export class ExportRole extends Role {
	constructor(scope: Construct, id: string, buckets: readonly IBucket[], keys: readonly IKey[]) {
		super(scope, id, {
			assumedBy: new ServicePrincipal(PERSONALIZE, { conditions: ownResources(scope) }),
			description: 'Personalize writes exports with this role',
		});
		allow(this, { actions: ['s3:ListBucket'], resources: buckets.map(({ bucketArn }) => bucketArn) });
		allow(this, {
			actions: ['s3:PutObject'],
			resources: buckets.map((bucket) => bucket.arnForObjects('*')),
			because: 'Each export has a folder of its own, whose name is not known at deployment.',
		});
		for (const { keyArn } of keys) allow(this, { actions: keyActions, resources: [keyArn] });
	}
}

/**
 * Lets Personalize write to a bucket. Besides the role, its guide requires this in the policies of bucket and key; both as
 * published, without a condition: AWS does not document whether Personalize names the account for which it calls S3 and
 * KMS, and a condition that does not hold fails every export. The trust policy of the role has the conditions.
 */
export const admitPersonalize = (bucket: Bucket): void => {
	const principals = [new ServicePrincipal(PERSONALIZE)];
	bucket.addToResourcePolicy(
		new PolicyStatement({ principals, actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
	);
	bucket.addToResourcePolicy(
		new PolicyStatement({ principals, actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] }),
	);
	if (bucket.encryptionKey) admitPersonalizeToKey(bucket.encryptionKey);
};

const keyActions = ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:ListGrants'];

/** Lets Personalize use a key. The policy of an imported key must say the same. */
export const admitPersonalizeToKey = (key: IKey): void => {
	key.addToResourcePolicy(
		new PolicyStatement({
			principals: [new ServicePrincipal(PERSONALIZE)],
			actions: [...keyActions, 'kms:CreateGrant'],
			resources: ['*'], // in a key's own policy: this key
		}),
	);
};

/** Protects against a confused deputy, as the guide has it for the trust policy of a service role. */
const ownResources = (scope: IConstruct) => ({
	StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
	ArnLike: {
		'aws:SourceArn': Stack.of(scope).formatArn({
			service: 'personalize',
			resource: '*',
			arnFormat: ArnFormat.NO_RESOURCE_NAME,
		}),
	},
});
