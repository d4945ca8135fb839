import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IGrantable, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { acceptWildcards } from './accept-finding.ts';
import { allow } from './allow.ts';
import { readEncrypted } from './encrypt-executions.ts';

const OF_ONE_STATE_MACHINE =
	'Executions are named when they are started; these are the executions of one state machine.';

/** Lets a role call these operations on the executions of one state machine. */
export const grantExecutions = (
	stateMachine: IStateMachine,
	grantee: IGrantable,
	...actions: readonly `states:${string}`[]
): void => allow(grantee, { actions, resources: [executionsOf(stateMachine)], because: OF_ONE_STATE_MACHINE });

/**
 * Lets a state machine run a Distributed Map, whose children are its own executions. The state machine depends on its
 * role's own policy, so what names the state machine stands in a second policy.
 */
export const grantDistributedMap = (stateMachine: StateMachine): void => {
	const executions = executionsOf(stateMachine);
	const children = executionsOf(stateMachine, '/*');
	const policy = new Policy(stateMachine, 'DistributedMapPolicy', {
		statements: [
			new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachine.stateMachineArn] }),
			new PolicyStatement({
				actions: ['states:DescribeExecution', 'states:RedriveExecution', 'states:StopExecution'],
				resources: [executions, children],
			}),
		],
	});
	stateMachine.role.attachInlinePolicy(policy);
	acceptWildcards(policy, [executions, children], OF_ONE_STATE_MACHINE);
};

/** Lets a function that the state machine invokes describe its executions, encrypted ones too. */
export const attachDescribeExecutions = (stateMachine: StateMachine, key: IKey | undefined, own: IFunction): void => {
	const executions = executionsOf(stateMachine);
	const policy = new Policy(own, 'ExecutionsPolicy', {
		statements: [
			new PolicyStatement({ actions: ['states:DescribeExecution'], resources: [executions] }),
			...(key ? [readEncrypted(stateMachine, key)] : []),
		],
	});
	own.role?.attachInlinePolicy(policy);
	acceptWildcards(policy, [executions], OF_ONE_STATE_MACHINE);
};

/** With `/*`, those of its map runs: `<state machine>/<label of the map>:<name>`. */
const executionsOf = (stateMachine: IStateMachine, ofMapRuns: '' | '/*' = ''): string => {
	const stack = Stack.of(stateMachine);
	const name =
		stateMachine instanceof StateMachine
			? stateMachine.stateMachineName
			: stack.splitArn(stateMachine.stateMachineArn, ArnFormat.COLON_RESOURCE_NAME).resourceName;
	return stack.formatArn({
		service: 'states',
		resource: 'execution',
		resourceName: `${name}${ofMapRuns}:*`,
		arnFormat: ArnFormat.COLON_RESOURCE_NAME,
	});
};
