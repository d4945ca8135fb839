import { Arn, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DEFAULT_INSTANCE } from '#contracts/installation.ts';
import type { Scope } from '#contracts/scope.ts';
import type { ExportWatchProps } from './export-watch-props.ts';

/** What tells one ExportWatch of an account and Region from another. */
export interface Instance {
	readonly name: string;
	readonly scope: Scope;
}

export const instanceOf = (
	construct: Construct,
	{ instanceName = DEFAULT_INSTANCE, scope = {} }: Pick<ExportWatchProps, 'instanceName' | 'scope'>,
): Instance => {
	const { datasetGroupArns, ...rest } = scope;
	const groups = datasetGroupArns?.map((arn) => (Token.isUnresolved(arn) ? writtenOut(construct, arn) : arn));
	return { name: instanceName, scope: { ...rest, ...(groups && { datasetGroupArns: groups }) } };
};

/** An ARN that is known at deployment only has its resource type known now: the ARNs of datasets are made of it. */
const writtenOut = (construct: Construct, datasetGroupArn: string): string =>
	Stack.of(construct).formatArn({
		service: 'personalize',
		resource: 'dataset-group',
		resourceName: Arn.extractResourceName(datasetGroupArn, 'dataset-group'),
	});
