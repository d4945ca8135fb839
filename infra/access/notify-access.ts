import { Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { EVENT_BUS_NAME, EVENT_SOURCE } from '#contracts/vocabulary.ts';
import { allow } from './allow.ts';
import { grantKeyThrough, USE_DATA_KEYS } from './key-access.ts';

interface NotificationTargets {
	readonly topic: ITopic;
	readonly topicKey: IKey | undefined;
}

/** Lets a role notify of an outcome: on the topic, and on the default bus as our own source. */
export const grantNotify = ({ topic, topicKey }: NotificationTargets, grantee: IGrantable & IConstruct): void => {
	allow(grantee, { actions: ['sns:Publish'], resources: [topic.topicArn] });
	grantKeyThrough('sns', topicKey, grantee, USE_DATA_KEYS);
	allow(grantee, {
		actions: ['events:PutEvents'],
		resources: [
			Stack.of(grantee).formatArn({ service: 'events', resource: 'event-bus', resourceName: EVENT_BUS_NAME }),
		],
		conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
	});
};
