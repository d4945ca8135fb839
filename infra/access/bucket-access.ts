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

/** To list a bucket, without reading its objects. Whoever may not list it gets AccessDenied for an object that is missing. */
export const grantListBucket = ({ bucketArn }: IBucket, grantee: IGrantable): void =>
	allow(grantee, { actions: ['s3:ListBucket'], resources: [bucketArn] });

/** To do these things with the objects whose keys match the pattern. */
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
