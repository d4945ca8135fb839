import { describe, expect, it } from 'vitest';
import { apiCallEventOf } from '../../../../local/aws/events/api-call-event.ts';

const call = {
	eventName: 'CreateDatasetExportJob',
	requestParameters: { jobName: 'nightly', tags: [{ tagKey: 'team', tagValue: 'data' }] },
	responseElements: {},
};
const detailOf = (accessKeyId: string, requestParameters: Record<string, unknown> = call.requestParameters) =>
	apiCallEventOf({ ...call, accessKeyId, requestParameters }, new Date('2026-03-01T02:00:00.500Z')).detail;

describe('the event of an API call', () => {
	it('hides tags, as CloudTrail hides what the API model marks as sensitive', () => {
		expect(detailOf('someone')).toMatchObject({
			requestParameters: { jobName: 'nightly', tags: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
		});
		expect(detailOf('someone', { jobName: 'untagged' })).toMatchObject({
			requestParameters: { jobName: 'untagged' },
		});
	});

	it('names the role of a function that calls', () => {
		expect(detailOf('function.CreateExportJob')).toMatchObject({
			userIdentity: {
				type: 'AssumedRole',
				arn: 'arn:aws:sts::000000000000:assumed-role/CreateExportJobRole/CreateExportJob',
				sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::000000000000:role/CreateExportJobRole' } },
			},
		});
	});

	it('names the user of any other caller, who has no session', () => {
		expect(detailOf('embedded')).toMatchObject({
			userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::000000000000:user/embedded' },
		});
		expect(detailOf('embedded')).not.toHaveProperty('userIdentity.sessionContext');
	});
});
