import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acceptWildcards } from './accept-finding.ts';

interface Permission {
	readonly actions: readonly string[];
	readonly resources: readonly string[];
	readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** Why a resource has a wildcard in it. */
	readonly because?: string;
}

/** Adds a statement to a role's policy; a wildcard needs a reason. */
export const allow = (grantee: IGrantable, { actions, resources, conditions, because }: Permission): void => {
	const role = grantee.grantPrincipal;
	role.addToPrincipalPolicy(
		new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
	);
	if (because && Construct.isConstruct(role)) acceptWildcards(role, resources, because);
};
