import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { allow } from './allow.ts';
import { grantKeyThrough } from './key-access.ts';

/** What each action needs of the bucket's customer key. */
const keyActions = {
	's3:GetObject': ['kms:Decrypt'],
	's3:PutObject': ['kms:Decrypt', 'kms:GenerateDataKey'],
	's3:DeleteObject': [],
	's3:AbortMultipartUpload': [],
} as const;

/** Lets a role list a bucket. Without it, S3 answers AccessDenied for a missing object. */
export const grantListBucket = ({ bucketArn }: IBucket, grantee: IGrantable): void =>
	allow(grantee, { actions: ['s3:ListBucket'], resources: [bucketArn] });

/** Lets a role call these operations on the objects whose keys match the pattern. */
export const grantObjects = (
	bucket: IBucket,
	grantee: IGrantable,
	keys: string,
	...actions: readonly (keyof typeof keyActions)[]
): void => {
	allow(grantee, {
		actions,
		resources: [bucket.arnForObjects(keys)],
		because: 'Exports, manifests and datasets are named after their jobs, whose names are not known at deployment.',
	});
	const uses = new Set(actions.flatMap((action) => keyActions[action]));
	if (uses.size > 0) grantKeyThrough('s3', bucket.encryptionKey, grantee, [...uses]);
};
