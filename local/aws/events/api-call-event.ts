import { randomUUID } from 'node:crypto';
import { API_CALL_DETAIL_TYPE } from '#contracts/vocabulary.ts';
import type { ApiCall } from '../personalize/service.ts';
import { account, region } from '../shared/names.ts';
import type { NewEvent } from './rule.ts';

/** The event that EventBridge gets for an API call that CloudTrail has logged. */
export const apiCallEventOf = (call: ApiCall, now: Date): NewEvent => ({
	source: 'aws.personalize',
	'detail-type': API_CALL_DETAIL_TYPE,
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
