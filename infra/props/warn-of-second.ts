import { Annotations, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/** Warns where another construct that `isOne` accepts goes to the same account and Region, under the same name. */
export const warnOfSecond = (scope: Construct, isOne: (construct: IConstruct) => boolean): void => {
	const { environment } = Stack.of(scope);
	const isElsewhere = (other: Stack) =>
		other !== Stack.of(scope) && (other.environment !== environment || /unknown-/.test(environment));
	const second = scope.node.root.node
		.findAll()
		.find((other) => other !== scope && isOne(other) && !isElsewhere(Stack.of(other)));
	if (!second) return;
	Annotations.of(scope).addWarningV2(
		'exportwatch:second',
		`${second.node.path} is an ExportWatch of the same account, Region and instanceName, so the second deployment fails; keep one of them, or give each a scope and an instanceName`,
	);
};
