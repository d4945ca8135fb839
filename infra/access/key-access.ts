import { Stack } from 'aws-cdk-lib';
import { type IGrantable, type IRole, Policy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** What a service needs that re-encrypts the data it keeps. */
export const REENCRYPT = [
	'kms:Decrypt',
	'kms:DescribeKey',
	'kms:Encrypt',
	'kms:GenerateDataKey',
	'kms:ReEncryptFrom',
	'kms:ReEncryptTo',
] as const;

/** What a service needs that encrypts each thing with a data key. */
export const USE_DATA_KEYS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** Lets a role use a customer key, if there is one, but only through the service whose data it encrypts. */
export const grantKeyThrough = (
	service: 'dynamodb' | 's3' | 'sns' | 'sqs',
	key: IKey | undefined,
	grantee: IGrantable,
	actions: readonly `kms:${string}`[],
): void => {
	if (key) grantee.grantPrincipal.addToPrincipalPolicy(useOfKey(service, key, actions));
};

/** Allows the use of a customer key through the service whose data it encrypts. */
export const useOfKey = (service: 'dynamodb' | 's3' | 'sns' | 'sqs', key: IKey, actions: readonly string[]) =>
	new PolicyStatement({
		actions: [...actions],
		resources: [key.keyArn],
		conditions: through(service, Stack.of(key)),
	});

const through = (service: string, { region, urlSuffix }: Stack) => ({
	StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` },
});

/**
 * Lets a function decrypt its own environment, by the encryption context with which Lambda encrypts it. AWS does not document
 * whether that names the version. The function depends on its role's own policy, so what names the function stands in a
 * second policy.
 */
export const attachDecryptEnvironment = (own: LambdaFunction, key: IKey, role: IRole): void =>
	role.attachInlinePolicy(
		new Policy(own, 'EnvironmentPolicy', {
			statements: [
				new PolicyStatement({
					actions: ['kms:Decrypt'],
					resources: [key.keyArn],
					conditions: { StringLike: { [OF_FUNCTION]: [own.functionArn, `${own.functionArn}:*`] } },
				}),
			],
		}),
	);

const OF_FUNCTION = 'kms:EncryptionContext:aws:lambda:FunctionArn';

/** Restricts a key to the logs that state machines encrypt for their delivery to CloudWatch Logs. */
export const forLogDelivery = ({ partition, region, account }: Stack) => ({
	StringLike: { 'kms:EncryptionContext:SourceArn': `arn:${partition}:logs:${region}:${account}:*` },
});

/**
 * Lets the services that act on their own behalf use the key: CloudWatch Logs for the account's log groups, its delivery
 * service for the logs of state machines, EventBridge for the dead letters. The policy of an imported key cannot be
 * changed from here: it must say the same, as docs/deploy.md lists it.
 */
export const admitServicesToKey = (key: IKey): void => {
	const stack = Stack.of(key);
	const { partition, region, account, urlSuffix } = stack;
	const admit = (service: string, actions: readonly string[], conditions: Record<string, Record<string, string>>) =>
		key.addToResourcePolicy(
			new PolicyStatement({
				principals: [new ServicePrincipal(service)],
				actions: [...actions],
				resources: ['*'], // in a key's own policy: this key
				conditions,
			}),
		);

	admit(`logs.${region}.${urlSuffix}`, REENCRYPT, {
		ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` },
	});
	admit('delivery.logs.amazonaws.com', ['kms:Decrypt'], forLogDelivery(stack));
	admit('events.amazonaws.com', USE_DATA_KEYS, through('sqs', stack));
};
