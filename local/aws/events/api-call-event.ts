import { randomUUID } from 'node:crypto';
import { account, region } from '../names.ts';
import type { ApiCall } from '../personalize/service.ts';
import type { NewEvent } from './service.ts';

/** The event that EventBridge gets of an API call which a CloudTrail trail has logged. */
export const apiCallEventOf = (call: ApiCall, now: Date): NewEvent => ({
	source: 'aws.personalize',
	'detail-type': 'AWS API Call via CloudTrail',
	detail: {
		eventVersion: '1.11',
		userIdentity: { type: 'AssumedRole', accountId: account },
		eventTime: `${now.toISOString().slice(0, 19)}Z`,
		eventSource: 'personalize.amazonaws.com',
		awsRegion: region,
		requestID: randomUUID(),
		eventID: randomUUID(),
		readOnly: false,
		eventType: 'AwsApiCall',
		managementEvent: true,
		recipientAccountId: account,
		eventCategory: 'Management',
		...call,
	},
});
