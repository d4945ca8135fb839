import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { allow } from './allow.ts';

/** To see, or stop, the executions of one machine. */
export const grantExecutions = (machine: StateMachine, grantee: IGrantable, ...actions: readonly string[]): void =>
	allow(grantee, {
		actions,
		resources: [
			Stack.of(machine).formatArn({
				service: 'states',
				resource: 'execution',
				resourceName: `${machine.stateMachineName}:*`,
				arnFormat: ArnFormat.COLON_RESOURCE_NAME,
			}),
		],
		because: 'An execution is named when it is started; these are those of one machine only.',
	});
