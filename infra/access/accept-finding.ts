import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts a finding of cdk-nag on a construct and on everything in it, for a reason that holds for all of it. */
export const acceptFinding = (construct: IConstruct, id: string, reason: string): void =>
	Validations.of(construct).acknowledge({ id, reason });

/** Accepts the wildcards of these resources in the policies of a construct. */
export const acceptWildcards = (construct: IConstruct, resources: readonly string[], reason: string): void => {
	for (const resource of resources) {
		const name = nagNameOf(Stack.of(construct).resolve(resource));
		acceptFinding(construct, `AwsSolutions-IAM5[Resource::${name}]`, reason);
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
