import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IGrantable, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { acceptWildcards } from './accept-finding.ts';
import { allow } from './allow.ts';

const OF_ONE_MACHINE = 'Executions are named when they are started; these are the executions of one machine.';

/** To call these operations on the executions of one machine. */
export const grantExecutions = (
	machine: StateMachine,
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

const executionsOf = (machine: StateMachine): string =>
	Stack.of(machine).formatArn({
		service: 'states',
		resource: 'execution',
		resourceName: `${machine.stateMachineName}:*`,
		arnFormat: ArnFormat.COLON_RESOURCE_NAME,
	});
