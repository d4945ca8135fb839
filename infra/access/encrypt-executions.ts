import { Stack } from 'aws-cdk-lib';
import { type IGrantable, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { allow } from './allow.ts';
import { forLogDelivery, USE_DATA_KEYS } from './key-access.ts';

/** The encryption context by which Step Functions names the state machine to KMS. */
const OF_STATE_MACHINE = 'kms:EncryptionContext:aws:states:stateMachineArn';

/**
 * Encrypts a state machine's definition and executions with a customer key, which its role may use for these and for
 * its log. Not by the `encryptionConfiguration` of StateMachine: the policy that the library then makes names the state
 * machine by its physical name. Without one it names no state machine, and no execution can start.
 */
export const encryptExecutions = (stateMachine: StateMachine, key: IKey): void => {
	const resource = stateMachine.node.defaultChild as CfnStateMachine;
	resource.encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: key.keyArn };
	allow(stateMachine, {
		actions: ['kms:GenerateDataKey'],
		resources: [key.keyArn],
		conditions: forLogDelivery(Stack.of(stateMachine)),
	});
	// The state machine depends on its role's own policy, so what names the state machine stands in a second policy. The
	// children of a Distributed Map run under the state machine's ARN with the map's name behind it; AWS does not document
	// which of the two ARNs they give to KMS.
	const { stateMachineArn } = stateMachine;
	const policy = new Policy(stateMachine, 'KeyPolicy', {
		statements: [
			new PolicyStatement({
				actions: [...USE_DATA_KEYS],
				resources: [key.keyArn],
				conditions: { StringLike: { [OF_STATE_MACHINE]: [stateMachineArn, `${stateMachineArn}/*`] } },
			}),
		],
	});
	stateMachine.role.attachInlinePolicy(policy);
};

/** Lets a role read encrypted executions of a state machine. Starting and stopping them needs no key. */
export const grantReadEncrypted = (stateMachine: StateMachine, key: IKey, grantee: IGrantable): void =>
	void grantee.grantPrincipal.addToPrincipalPolicy(readEncrypted(stateMachine, key));

export const readEncrypted = ({ stateMachineArn }: StateMachine, key: IKey): PolicyStatement =>
	new PolicyStatement({
		actions: ['kms:Decrypt'],
		resources: [key.keyArn],
		conditions: { StringEquals: { [OF_STATE_MACHINE]: stateMachineArn } },
	});
