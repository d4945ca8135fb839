import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IGrantable, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Workflow } from '../workflow.ts';
import { acceptWildcards, allow } from './allow.ts';
import { grantReadEncrypted } from './encrypt-executions.ts';

/** To see the executions of one machine, and what else one may do with them. */
export const grantExecutions = (machine: Workflow, grantee: IGrantable, ...others: readonly string[]): void => {
	const actions = ['states:DescribeExecution', ...others];
	allow(grantee, { actions, resources: [executionsOf(machine)], because: OF_ONE_MACHINE });
	grantReadEncrypted(machine, grantee);
};

/**
 * What a Distributed Map needs: to start its children, which are executions of the same machine, and to see and stop them.
 * In a policy beside the role's own, which the machine waits for at deployment and which therefore cannot name it.
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

const OF_ONE_MACHINE = 'An execution is named when it is started; these are those of one machine only.';

const executionsOf = (machine: StateMachine): string =>
	Stack.of(machine).formatArn({
		service: 'states',
		resource: 'execution',
		resourceName: `${machine.stateMachineName}:*`,
		arnFormat: ArnFormat.COLON_RESOURCE_NAME,
	});
