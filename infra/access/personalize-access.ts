import { Stack } from 'aws-cdk-lib';
import type { IGrantable, IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { datasetArnPrefix, type Scope } from '#contracts/scope.ts';
import { allow } from './allow.ts';
import { PERSONALIZE } from './export-role.ts';

type Grantee = IGrantable & IConstruct;

/** Every resource of a kind, or those whose names begin so, in the stack's own partition, Region and account: `dataset-export-job/*`. */
const all = (scope: IConstruct, kind: 'dataset' | 'dataset-export-job' | 'schema', prefix = ''): string =>
	Stack.of(scope).formatArn({ service: 'personalize', resource: kind, resourceName: `${prefix}*` });

const datasetsOf = (scope: IConstruct, { datasetGroupArns }: Scope): readonly string[] =>
	datasetGroupArns?.map((group) => `${datasetArnPrefix(group)}*`) ?? [all(scope, 'dataset')];

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

const grantDescribeDatasets = (grantee: Grantee, scope: Scope): void =>
	allow(grantee, {
		actions: ['personalize:DescribeDataset'],
		resources: datasetsOf(grantee, scope),
		because: ANY_DATASET,
	});

/** Of any job: who starts a watch by hand is not limited by a scope. */
export const grantReadSchemas = (grantee: Grantee): void => {
	grantDescribeDatasets(grantee, {});
	allow(grantee, {
		actions: ['personalize:DescribeSchema'],
		resources: [all(grantee, 'schema')],
		because: ANY_DATASET,
	});
};

export const grantListDatasets = (grantee: Grantee): void =>
	allow(grantee, { actions: ['personalize:ListDatasets'], resources: ['*'], because: NO_RESOURCE });

export const grantReadDatasets = (grantee: Grantee, scope: Scope): void => {
	grantDescribeDatasets(grantee, scope);
	grantListDatasets(grantee);
};

/** Lets a role create and tag export jobs within the scope, and pass these roles to Personalize, which writes the exports with them. */
export const grantCreateExportJobs = (grantee: Grantee, exportRoles: readonly IRole[], scope: Scope): void => {
	const jobs = all(grantee, 'dataset-export-job', scope.jobNamePrefix);
	allow(grantee, {
		actions: ['personalize:CreateDatasetExportJob'],
		resources: [...datasetsOf(grantee, scope), jobs],
		because: ANY_DATASET,
	});
	allow(grantee, {
		actions: ['personalize:TagResource'],
		resources: [jobs],
		because: ANY_JOB,
	});
	if (exportRoles.length === 0) return;
	allow(grantee, {
		actions: ['iam:PassRole'],
		resources: exportRoles.map(({ roleArn }) => roleArn),
		conditions: { StringEquals: { 'iam:PassedToService': PERSONALIZE } },
	});
};
