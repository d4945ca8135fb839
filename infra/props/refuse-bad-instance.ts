import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DEFAULT_INSTANCE } from '#contracts/installation.ts';
import type { ExportWatchProps } from './export-watch-props.ts';

/** Part of the name of a parameter in the Parameter Store. */
const INSTANCE_NAME = /^[a-zA-Z0-9_.-]{1,64}$/;

/** The event pattern of a rule has at most 2,048 characters: some 600 without a scope, and up to 140 for each group. */
const MAX_GROUPS = 10;
const DATASET_GROUP_ARN = /^arn:[\w-]+:personalize:([\w-]+):(\d{12}):dataset-group\/[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/;

/** A job name has at most 63 characters; ExportDatasets needs up to 43 for type, time, hash and some of the group. */
const JOB_NAME_PREFIX = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,19}$/;

/** Refuses a name that the Parameter Store would not take, and a scope that would watch nothing or other jobs than meant. */
export const refuseBadInstance = (
	construct: Construct,
	{ instanceName = DEFAULT_INSTANCE, scope = {} }: ExportWatchProps,
	refuse: (prop: string, problem: string) => never,
): void => {
	const { datasetGroupArns, jobNamePrefix } = scope;
	if (!INSTANCE_NAME.test(instanceName)) {
		refuse('instanceName', `must be 1 to 64 letters, digits, -, _ and ., not ${JSON.stringify(instanceName)}`);
	}
	if (instanceName !== DEFAULT_INSTANCE && !datasetGroupArns && jobNamePrefix === undefined) {
		refuse(
			'instanceName',
			`of ${JSON.stringify(instanceName)} needs a scope: without one, this ExportWatch watches every job, also those of the others`,
		);
	}
	if (jobNamePrefix !== undefined && !JOB_NAME_PREFIX.test(jobNamePrefix)) {
		refuse(
			'scope.jobNamePrefix',
			`must be 1 to 20 letters, digits, - and _, the first a letter or digit, not ${JSON.stringify(jobNamePrefix)}`,
		);
	}
	if (datasetGroupArns?.length === 0) {
		refuse('scope.datasetGroupArns', 'is empty, so no job would be watched; leave it out for those of every group');
	}
	if (datasetGroupArns && datasetGroupArns.length > MAX_GROUPS) {
		refuse(
			'scope.datasetGroupArns',
			`has ${datasetGroupArns.length} groups, and the event pattern of a rule has room for ${MAX_GROUPS}; deploy a second instance for the others`,
		);
	}
	for (const [at, arn] of (datasetGroupArns ?? []).entries()) {
		const problem = Token.isUnresolved(arn) ? undefined : findArnProblem(arn, Stack.of(construct));
		if (problem) refuse(`scope.datasetGroupArns[${at}]`, problem);
	}
};

const findArnProblem = (arn: string, stack: Stack): string | undefined => {
	const [, region, account] = DATASET_GROUP_ARN.exec(arn) ?? [];
	if (!region) return `must be the ARN of a dataset group, not ${JSON.stringify(arn)}`;
	for (const [part, given, own] of [
		['Region', region, stack.region],
		['account', account, stack.account],
	] as const) {
		if (!Token.isUnresolved(own) && given !== own) {
			return `is of the ${part} ${given}, and the stack of ${own}: its jobs cannot be watched from here`;
		}
	}
	return undefined;
};
