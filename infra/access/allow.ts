import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { acceptFinding } from './accept-finding.ts';

export interface Permission {
	readonly actions: readonly string[];
	readonly resources: readonly string[];
	readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** Why a resource has a wildcard in it; must be there where one has. */
	readonly because?: string;
}

/** Allows a role something, and says why where that is more than one resource. */
export const allow = (grantee: IGrantable, { actions, resources, conditions, because }: Permission): void => {
	const role = grantee.grantPrincipal;
	role.addToPrincipalPolicy(
		new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
	);
	if (because && Construct.isConstruct(role)) acceptWildcards(role, resources, because);
};

/** Accepts the wildcards of these resources in the policies of a construct. */
export const acceptWildcards = (construct: IConstruct, resources: readonly string[], because: string): void => {
	for (const resource of resources) {
		acceptFinding(
			construct,
			`AwsSolutions-IAM5[Resource::${nagNameOf(Stack.of(construct).resolve(resource))}]`,
			because,
		);
	}
};

/** A resource as cdk-nag writes it: `<LogicalId.Arn>/*`. */
const nagNameOf = (resolved: unknown): string => {
	if (typeof resolved === 'string') return resolved;
	const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = resolved as Intrinsic;
	if (Ref) return `<${Ref}>`;
	if (attribute) return `<${attribute.join('.')}>`;
	if (join) return join[1].map(nagNameOf).join(join[0]);
	return JSON.stringify(resolved);
};

interface Intrinsic {
	readonly Ref?: string;
	readonly 'Fn::GetAtt'?: readonly string[];
	readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
}
