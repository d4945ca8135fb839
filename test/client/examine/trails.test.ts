import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { expect, it } from 'vitest';
import { examineTrails } from '#client/examine/trails.ts';
import { serve } from '../../support/stub-service.ts';

/** A CloudTrail with one trail. */
const examine = async (isLogging: boolean, selectors: object) => {
	const answers: Readonly<Record<string, object>> = {
		DescribeTrails: { trailList: [{ Name: 'all', TrailARN: 'arn:trail' }] },
		GetTrailStatus: { IsLogging: isLogging },
		GetEventSelectors: selectors,
	};
	const { requestHandler: _impatient, ...settings } = await serve((request, response) => {
		const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
		response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answers[operation]));
	});
	return examineTrails(new CloudTrailClient(settings));
};
const advanced = (...fields: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors: fields }] });
const management = { Field: 'eventCategory', Equals: ['Management'] };

it.each([
	['logs management events', true, { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }] }, 'OK'],
	['logs what writes', true, { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'WriteOnly' }] }, 'OK'],
	['selects management events', true, advanced(management), 'OK'],
	[
		'logs what reads',
		true,
		{ EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'ReadOnly' }] },
		'PROBLEM',
	],
	['selects what reads', true, advanced(management, { Field: 'readOnly', Equals: ['true'] }), 'PROBLEM'],
	['selects data events', true, advanced({ Field: 'eventCategory', Equals: ['Data'] }), 'PROBLEM'],
	['does not log', false, { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }] }, 'PROBLEM'],
])('judges a trail that %s', async (_what, isLogging, selectors, status) => {
	expect(await examine(isLogging, selectors)).toMatchObject([{ subject: 'trail', status }]);
});
