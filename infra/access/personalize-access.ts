import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IGrantable, type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { allow } from './allow.ts';

const personalize = 'personalize.amazonaws.com';

/** Every thing of a kind in the stack's own partition, Region and account: `dataset-export-job/*`. */
const all = (scope: Construct, kind: 'dataset' | 'dataset-export-job' | 'schema'): string =>
	Stack.of(scope).formatArn({ service: 'personalize', resource: kind, resourceName: '*' });

const ANY_JOB = 'Which jobs there will be is not known before; these are those of this account and Region.';
const ANY_DATASET = 'Which datasets will be exported is not known before; these are those of this account and Region.';
const NO_RESOURCE = 'A list of what the account has: the call knows no resource.';

export const grantDescribeExportJobs = (scope: Construct, grantee: IGrantable): void =>
	allow(grantee, {
		actions: ['personalize:DescribeDatasetExportJob'],
		resources: [all(scope, 'dataset-export-job')],
		because: ANY_JOB,
	});

export const grantListExportJobs = (grantee: IGrantable): void =>
	allow(grantee, { actions: ['personalize:ListDatasetExportJobs'], resources: ['*'], because: NO_RESOURCE });

const grantDescribeDatasets = (scope: Construct, grantee: IGrantable): void =>
	allow(grantee, {
		actions: ['personalize:DescribeDataset'],
		resources: [all(scope, 'dataset')],
		because: ANY_DATASET,
	});

export const grantReadSchemas = (scope: Construct, grantee: IGrantable): void => {
	grantDescribeDatasets(scope, grantee);
	allow(grantee, {
		actions: ['personalize:DescribeSchema'],
		resources: [all(scope, 'schema')],
		because: ANY_DATASET,
	});
};

export const grantReadDatasets = (scope: Construct, grantee: IGrantable): void => {
	grantDescribeDatasets(scope, grantee);
	allow(grantee, { actions: ['personalize:ListDatasets'], resources: ['*'], because: NO_RESOURCE });
};

/** To create export jobs, tag them, and hand Personalize one of these roles to write with. */
export const grantCreateExportJobs = (scope: Construct, grantee: IGrantable, exportRoles: readonly IRole[]): void => {
	allow(grantee, {
		actions: ['personalize:CreateDatasetExportJob'],
		resources: [all(scope, 'dataset'), all(scope, 'dataset-export-job')],
		because: ANY_DATASET,
	});
	allow(grantee, {
		actions: ['personalize:TagResource'],
		resources: [all(scope, 'dataset-export-job')],
		because: ANY_JOB,
	});
	if (exportRoles.length === 0) return;
	allow(grantee, {
		actions: ['iam:PassRole'],
		resources: exportRoles.map(({ roleArn }) => roleArn),
		conditions: { StringEquals: { 'iam:PassedToService': personalize } },
	});
};

/** The service role with which Personalize writes exports into these buckets. */
export class ExportRole extends Role {
	constructor(scope: Construct, id: string, buckets: readonly IBucket[]) {
		super(scope, id, {
			assumedBy: new ServicePrincipal(personalize, { conditions: ownResources(scope) }),
			description: 'Personalize writes exports with it',
		});
		allow(this, { actions: ['s3:ListBucket'], resources: buckets.map(({ bucketArn }) => bucketArn) });
		allow(this, {
			actions: ['s3:PutObject'],
			resources: buckets.map((bucket) => bucket.arnForObjects('*')),
			because: 'Each export has a folder of its own, whose name is not known before.',
		});
		for (const { encryptionKey } of buckets) {
			if (encryptionKey) allow(this, { actions: keyActions, resources: [encryptionKey.keyArn] });
		}
	}
}

/** What the Personalize guide asks of a bucket, and of its key, beside the role. */
export const admitPersonalize = (bucket: Bucket): void => {
	const principals = [new ServicePrincipal(personalize)];
	const conditions = ownAccount(bucket);
	bucket.addToResourcePolicy(
		new PolicyStatement({ principals, conditions, actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
	);
	bucket.addToResourcePolicy(
		new PolicyStatement({ principals, conditions, actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] }),
	);
	if (bucket.encryptionKey) admitPersonalizeToKey(bucket.encryptionKey);
};

const keyActions = ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:ListGrants'];

const admitPersonalizeToKey = (key: IKey): void => {
	key.addToResourcePolicy(
		new PolicyStatement({
			principals: [new ServicePrincipal(personalize)],
			actions: [...keyActions, 'kms:CreateGrant'],
			// In a key's own policy: this key. No condition: the guide's policy has none, and whether Personalize names the
			// account on whose behalf it calls KMS is not documented; a condition that does not hold would fail every export.
			resources: ['*'],
		}),
	);
};

/** As the guide has it for the trust in a service role, against a confused deputy. */
const ownResources = (scope: Construct) => ({
	...ownAccount(scope),
	ArnLike: {
		'aws:SourceArn': Stack.of(scope).formatArn({
			service: 'personalize',
			resource: '*',
			arnFormat: ArnFormat.NO_RESOURCE_NAME,
		}),
	},
});

const ownAccount = (scope: Pick<Construct, 'node'>) => ({
	StringEquals: { 'aws:SourceAccount': Stack.of(scope as Construct).account },
});
