import { describe, expect, it } from 'vitest';
import { whyOutsideScope } from '#functions/shared/outside-scope.ts';

const groupOf = (name: string) => `arn:aws:personalize:us-east-1:000000000000:dataset-group/${name}`;
const datasetOf = (group: string) => `arn:aws:personalize:us-east-1:000000000000:dataset/${group}/ITEMS`;
const datasetGroupArns = [groupOf('a'), groupOf('b')];
const jobNamePrefix = 'team-a-';

describe('a job', () => {
	it.each([
		[{}, 'nightly', undefined],
		[{ jobNamePrefix }, 'team-a-nightly', undefined],
		[{ datasetGroupArns }, 'nightly', datasetOf('b')],
		[{ datasetGroupArns, jobNamePrefix }, 'team-a-nightly', datasetOf('a')],
	])('is within %j with the name %s and the dataset %s', (scope, jobName, datasetArn) => {
		expect(whyOutsideScope({ jobName, datasetArn }, scope)).toBeUndefined();
	});

	it.each([
		[{ jobNamePrefix }, 'nightly', datasetOf('a'), 'the name of the job nightly does not begin with team-a-'],
		[{ datasetGroupArns, jobNamePrefix }, 'nightly', datasetOf('a'), 'does not begin with team-a-'],
		[{ datasetGroupArns, jobNamePrefix }, 'team-a-nightly', datasetOf('c'), 'belongs to none of the groups'],
		[{ datasetGroupArns }, 'nightly', datasetOf('ab'), 'belongs to none of the groups'],
		[{ datasetGroupArns }, 'nightly', undefined, 'put datasetArn into the event'],
	])('is outside %j with the name %s and the dataset %s: %s', (scope, jobName, datasetArn, reason) => {
		expect(whyOutsideScope({ jobName, datasetArn }, scope)).toContain(reason);
	});
});
