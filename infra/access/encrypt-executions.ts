import { Stack } from 'aws-cdk-lib';
import { type IGrantable, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Workflow } from '../workflow.ts';
import { allow } from './allow.ts';
import { forLogDelivery } from './key-access.ts';

/** What Step Functions tells KMS of whose data it is. */
const OF_MACHINE = 'kms:EncryptionContext:aws:states:stateMachineArn';

/**
 * Encrypts a machine's definition and executions with a customer key, which its role may use for these and for its log.
 * Not by `encryptionConfiguration` of StateMachine: the policy that the library makes names the machine by the name it was
 * given, and of one that was given none it names none, so no execution could start.
 */
export const encryptExecutions = (machine: StateMachine, key: IKey): void => {
	const resource = machine.node.defaultChild as CfnStateMachine;
	resource.encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: key.keyArn };
	allow(machine, {
		actions: ['kms:GenerateDataKey'],
		resources: [key.keyArn],
		conditions: forLogDelivery(Stack.of(machine)),
	});
	// In a policy beside the role's own, as for a Distributed Map. The children of one run under the machine's ARN with the
	// map's name behind it; the guide does not say which of the two they tell KMS.
	const { stateMachineArn } = machine;
	const policy = new Policy(machine, 'KeyPolicy', {
		statements: [
			new PolicyStatement({
				actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
				resources: [key.keyArn],
				conditions: { StringLike: { [OF_MACHINE]: [stateMachineArn, `${stateMachineArn}/*`] } },
			}),
		],
	});
	machine.role.attachInlinePolicy(policy);
};

/** To read what a customer key, if there is one, has encrypted of a machine's executions. Who starts or stops them needs no key. */
export const grantReadEncrypted = ({ encryptionKey, stateMachineArn }: Workflow, grantee: IGrantable): void => {
	if (!encryptionKey) return;
	allow(grantee, {
		actions: ['kms:Decrypt'],
		resources: [encryptionKey.keyArn],
		conditions: { StringEquals: { [OF_MACHINE]: stateMachineArn } },
	});
};
