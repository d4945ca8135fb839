import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { allow } from './allow.ts';
import { grantKeyThrough } from './key-access.ts';

/** To list a bucket; what its objects hold stays closed. */
export const grantListBucket = ({ bucketArn }: IBucket, grantee: IGrantable): void =>
	allow(grantee, { actions: ['s3:ListBucket'], resources: [bucketArn] });

/** To read what lies in a folder, or anywhere. Who may not list a bucket is told AccessDenied of an object that is gone. */
export const grantReadObjects = (bucket: IBucket, grantee: IGrantable, keys: string, because: string): void => {
	grantListBucket(bucket, grantee);
	allow(grantee, { actions: ['s3:GetObject'], resources: [bucket.arnForObjects(keys)], because });
	grantKeyThrough('s3ToRead', bucket.encryptionKey, grantee);
};

/** To do these things with the objects of one folder. */
export const grantFolder = (
	bucket: IBucket,
	grantee: IGrantable,
	folder: string,
	...actions: readonly `s3:${string}`[]
): void => {
	allow(grantee, { actions, resources: [bucket.arnForObjects(`${folder}*`)], because: OF_THIS_FOLDER });
	grantKeyThrough('s3', bucket.encryptionKey, grantee);
};

/** To delete the objects of one folder, for which S3 asks no key. */
export const grantDeleteFolder = (bucket: IBucket, grantee: IGrantable, folder: string): void =>
	allow(grantee, {
		actions: ['s3:DeleteObject'],
		resources: [bucket.arnForObjects(`${folder}*`)],
		because: OF_THIS_FOLDER,
	});

const OF_THIS_FOLDER =
	'A dataset is named after its job, and which jobs there will be is not known before; this is their folder.';

/** To write manifests, and nothing else, into a bucket. */
export const grantPutManifests = (bucket: IBucket, grantee: IGrantable): void => {
	allow(grantee, {
		actions: ['s3:PutObject'],
		resources: [bucket.arnForObjects('*/manifest.json')],
		because: 'A manifest is named after its job, and which jobs there will be is not known before.',
	});
	grantKeyThrough('s3', bucket.encryptionKey, grantee);
};
