import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IGrantable, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { acceptWildcards } from './accept-finding.ts';
import { allow } from './allow.ts';
import { readEncrypted } from './encrypt-executions.ts';

const OF_ONE_MACHINE = 'Executions are named when they are started; these are the executions of one machine.';

/** To call these operations on the executions of one machine. */
export const grantExecutions = (
	machine: IStateMachine,
	grantee: IGrantable,
	...actions: readonly `states:${string}`[]
): void => allow(grantee, { actions, resources: [executionsOf(machine)], because: OF_ONE_MACHINE });

/**
 * Lets a machine run a Distributed Map, whose children are executions of the same machine. The machine depends on its
 * role's own policy, so what names the machine stands in a second policy.
 */
export const grantDistributedMap = (machine: StateMachine): void => {
	const executions = executionsOf(machine);
	const policy = new Policy(machine, 'DistributedMapPolicy', {
		statements: [
			new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
			new PolicyStatement({ actions: ['states:DescribeExecution', 'states:StopExecution'], resources: [executions] }),
		],
	});
	machine.role.attachInlinePolicy(policy);
	acceptWildcards(policy, [executions], OF_ONE_MACHINE);
};

/** Lets a function that the machine invokes describe the machine's executions, encrypted ones too. */
export const attachDescribeExecutions = (machine: StateMachine, key: IKey | undefined, own: IFunction): void => {
	const executions = executionsOf(machine);
	const policy = new Policy(own, 'ExecutionsPolicy', {
		statements: [
			new PolicyStatement({ actions: ['states:DescribeExecution'], resources: [executions] }),
			...(key ? [readEncrypted(machine, key)] : []),
		],
	});
	own.role?.attachInlinePolicy(policy);
	acceptWildcards(policy, [executions], OF_ONE_MACHINE);
};

const executionsOf = (machine: IStateMachine): string => {
	const stack = Stack.of(machine);
	const name =
		machine instanceof StateMachine
			? machine.stateMachineName
			: stack.splitArn(machine.stateMachineArn, ArnFormat.COLON_RESOURCE_NAME).resourceName;
	return stack.formatArn({
		service: 'states',
		resource: 'execution',
		resourceName: `${name}:*`,
		arnFormat: ArnFormat.COLON_RESOURCE_NAME,
	});
};
