import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IGrantable, type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { allow } from './allow.ts';

const PERSONALIZE = 'personalize.amazonaws.com';

type Grantee = IGrantable & IConstruct;

/** Every resource of a kind in the stack's own partition, Region and account: `dataset-export-job/*`. */
const all = (scope: IConstruct, kind: 'dataset' | 'dataset-export-job' | 'schema'): string =>
	Stack.of(scope).formatArn({ service: 'personalize', resource: kind, resourceName: '*' });

const ANY_JOB = 'The names of jobs are not known at deployment; these are the jobs of this account and Region.';
const ANY_DATASET = 'Any dataset may be exported; these are the datasets and schemas of this account and Region.';
const NO_RESOURCE = 'The call lists what the account has; it does not take a resource.';

export const grantDescribeExportJobs = (grantee: Grantee): void =>
	allow(grantee, {
		actions: ['personalize:DescribeDatasetExportJob'],
		resources: [all(grantee, 'dataset-export-job')],
		because: ANY_JOB,
	});

export const grantListExportJobs = (grantee: Grantee): void =>
	allow(grantee, { actions: ['personalize:ListDatasetExportJobs'], resources: ['*'], because: NO_RESOURCE });

const grantDescribeDatasets = (grantee: Grantee): void =>
	allow(grantee, {
		actions: ['personalize:DescribeDataset'],
		resources: [all(grantee, 'dataset')],
		because: ANY_DATASET,
	});

export const grantReadSchemas = (grantee: Grantee): void => {
	grantDescribeDatasets(grantee);
	allow(grantee, {
		actions: ['personalize:DescribeSchema'],
		resources: [all(grantee, 'schema')],
		because: ANY_DATASET,
	});
};

export const grantReadDatasets = (grantee: Grantee): void => {
	grantDescribeDatasets(grantee);
	allow(grantee, { actions: ['personalize:ListDatasets'], resources: ['*'], because: NO_RESOURCE });
};

/** To create export jobs, tag them, and pass one of these roles to Personalize, which writes the export with it. */
export const grantCreateExportJobs = (grantee: Grantee, exportRoles: readonly IRole[]): void => {
	allow(grantee, {
		actions: ['personalize:CreateDatasetExportJob'],
		resources: [all(grantee, 'dataset'), all(grantee, 'dataset-export-job')],
		because: ANY_DATASET,
	});
	allow(grantee, {
		actions: ['personalize:TagResource'],
		resources: [all(grantee, 'dataset-export-job')],
		because: ANY_JOB,
	});
	if (exportRoles.length === 0) return;
	allow(grantee, {
		actions: ['iam:PassRole'],
		resources: exportRoles.map(({ roleArn }) => roleArn),
		conditions: { StringEquals: { 'iam:PassedToService': PERSONALIZE } },
	});
};

/** The service role with which Personalize writes exports into these buckets. */
export class ExportRole extends Role {
	constructor(scope: Construct, id: string, buckets: readonly IBucket[]) {
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
		for (const { encryptionKey } of buckets) {
			if (encryptionKey) allow(this, { actions: keyActions, resources: [encryptionKey.keyArn] });
		}
	}
}

/** Besides the role, the Personalize guide requires these in the policies of the bucket and of its key. */
export const admitPersonalize = (bucket: Bucket): void => {
	const principals = [new ServicePrincipal(PERSONALIZE)];
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
			principals: [new ServicePrincipal(PERSONALIZE)],
			actions: [...keyActions, 'kms:CreateGrant'],
			// In a key's own policy: this key. No condition, as in the guide's policy: AWS does not document whether Personalize
			// names the account for which it calls KMS, and a condition that does not hold fails every export.
			resources: ['*'],
		}),
	);
};

/** Against a confused deputy, as the guide has it for the trust policy of a service role. */
const ownResources = (scope: IConstruct) => ({
	...ownAccount(scope),
	ArnLike: {
		'aws:SourceArn': Stack.of(scope).formatArn({
			service: 'personalize',
			resource: '*',
			arnFormat: ArnFormat.NO_RESOURCE_NAME,
		}),
	},
});

const ownAccount = (scope: IConstruct) => ({ StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } });
