import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { allow } from './allow.ts';
import { grantKeyThrough } from './key-access.ts';

/** To list a bucket; what its objects hold stays closed. */
export const grantListBucket = ({ bucketArn }: IBucket, grantee: IGrantable): void =>
	allow(grantee, { actions: ['s3:ListBucket'], resources: [bucketArn] });

/** To write manifests, and nothing else, into a bucket. */
export const grantPutManifests = (bucket: IBucket, grantee: IGrantable): void => {
	allow(grantee, {
		actions: ['s3:PutObject'],
		resources: [bucket.arnForObjects('*/manifest.json')],
		because: 'A manifest is named after its job, and which jobs there will be is not known before.',
	});
	grantKeyThrough('s3', bucket.encryptionKey, grantee);
};
