import { Alias, type IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** The topic on which every outcome is told; takes no message that does not come by TLS. */
export class OutcomesTopic extends Topic {
	constructor(scope: Construct, id: string, encryptionKey: IKey | undefined) {
		super(scope, id, {
			displayName: 'Exportwatch',
			enforceSSL: true,
			masterKey: encryptionKey ?? Alias.fromAliasName(scope, `${id}AwsManagedKey`, 'alias/aws/sns'),
		});
	}
}
