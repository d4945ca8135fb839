import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { allow, type Permission } from './allow.ts';

/** What a service needs that re-encrypts what it keeps. */
const allUses = [
	'kms:Decrypt',
	'kms:DescribeKey',
	'kms:Encrypt',
	'kms:GenerateDataKey',
	'kms:ReEncryptFrom',
	'kms:ReEncryptTo',
];

/** What a caller needs of the key of what it reads or writes. DynamoDB re-encrypts; the others ask for data keys. */
const actions = {
	dynamodb: allUses,
	s3: ['kms:Decrypt', 'kms:GenerateDataKey'],
	s3ToRead: ['kms:Decrypt'],
	sns: ['kms:Decrypt', 'kms:GenerateDataKey'],
	sqs: ['kms:Decrypt', 'kms:GenerateDataKey'],
} as const;

/** Lets a role use a customer key, if there is one, through the one service whose data it encrypts. */
export const grantKeyThrough = (service: keyof typeof actions, key: IKey | undefined, grantee: IGrantable): void => {
	if (!key) return;
	allow(grantee, {
		actions: actions[service],
		resources: [key.keyArn],
		conditions: {
			StringEquals: { 'kms:ViaService': `${service.replace('ToRead', '')}.${Stack.of(key).region}.amazonaws.com` },
		},
	});
};

/** What a state machine with a key of its own encrypts for the service that delivers its log to CloudWatch Logs. */
export const forLogDelivery = ({ partition, region, account }: Stack): Permission['conditions'] => ({
	StringLike: { 'kms:EncryptionContext:SourceArn': `arn:${partition}:logs:${region}:${account}:*` },
});

/**
 * Lets the services that act on nobody's behalf use the key: CloudWatch Logs on the account's log groups, and its delivery
 * on what state machines log; EventBridge on the dead letters. An imported key cannot be changed from here: its policy must
 * say the same, as README.md has it.
 */
export const admitServicesToKey = (key: IKey): void => {
	const { partition, region, account } = Stack.of(key);
	key.addToResourcePolicy(
		new PolicyStatement({
			principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
			actions: allUses,
			resources: ['*'], // in a key's own policy: this key
			conditions: {
				ArnLike: {
					'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*`,
				},
			},
		}),
	);
	key.addToResourcePolicy(
		new PolicyStatement({
			principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
			actions: ['kms:Decrypt'],
			resources: ['*'], // in a key's own policy: this key
			conditions: forLogDelivery(Stack.of(key)),
		}),
	);
	key.addToResourcePolicy(
		new PolicyStatement({
			principals: [new ServicePrincipal('events.amazonaws.com')],
			actions: [...actions.sqs],
			resources: ['*'], // in a key's own policy: this key
			conditions: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
		}),
	);
};
