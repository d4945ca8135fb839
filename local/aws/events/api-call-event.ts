import { randomUUID } from 'node:crypto';
import { API_CALL_DETAIL_TYPE } from '#contracts/vocabulary.ts';
import type { ApiCall } from '../personalize/service.ts';
import { account, region } from '../shared/names.ts';
import type { NewEvent } from './rule.ts';
import { userIdentityOf } from './user-identity.ts';

/** What CloudTrail shows in place of a parameter that the API model marks as sensitive. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** The event that EventBridge gets for an API call that CloudTrail has logged. */
export const apiCallEventOf = ({ accessKeyId, requestParameters, ...call }: ApiCall, now: Date): NewEvent => ({
	source: 'aws.personalize',
	'detail-type': API_CALL_DETAIL_TYPE,
	detail: {
		eventVersion: '1.11',
		userIdentity: userIdentityOf(accessKeyId, now),
		eventTime: `${now.toISOString().slice(0, 19)}Z`,
		eventSource: 'personalize.amazonaws.com',
		awsRegion: region,
		requestParameters: { ...requestParameters, ...('tags' in requestParameters && { tags: HIDDEN }) },
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
