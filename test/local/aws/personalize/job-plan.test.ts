import { describe, expect, it } from 'vitest';
import { planJob } from '../../../../local/aws/personalize/job-plan.ts';
import { simulate } from '../../../support/simulation.ts';

const plan = (steering: Readonly<Record<string, string>>, datasetType = 'INTERACTIONS') =>
	planJob(simulate(steering).tags, datasetType, 'exports');

describe('planJob', () => {
	it('plans an ACTIVE job of fifteen seconds and three parts without tags', () => {
		expect(plan({})).toMatchObject({ status: 'ACTIVE', durationSeconds: 15, parts: 3 });
	});

	it('lets a tag of the dataset type override the general tag, for this type only', () => {
		const steering = { seconds: '10', status: 'ACTIVE', 'USERS:status': 'CREATE FAILED' };
		expect(plan(steering, 'USERS')).toMatchObject({ status: 'CREATE FAILED', durationSeconds: 10 });
		expect(plan(steering, 'ITEMS')).toMatchObject({ status: 'ACTIVE', durationSeconds: 10 });
	});

	it.each([
		['seconds in words', { seconds: 'long' }, "Value 'long' of the tag 'simulate:seconds'"],
		['seconds below zero', { seconds: '-1' }, "Value '-1' of the tag 'simulate:seconds'"],
		['seconds beyond a month', { seconds: '2592001' }, 'give a number from 0 to 2592000'],
		['half a part', { parts: '1.5' }, "'simulate:parts' is not valid: give a whole number"],
		['too many parts', { parts: '10001' }, "Value '10001' of the tag 'simulate:parts'"],
		['an empty status', { status: '' }, "'simulate:status'"],
		['a reason without a failure', { failureReason: 'x' }, "'simulate:failureReason' is not valid"],
		[
			'a reason of no characters',
			{ status: 'CREATE FAILED', failureReasonCharacters: '0' },
			"'simulate:failureReasonCharacters'",
		],
		['an unknown steering tag', { second: '1' }, "'simulate:second' .* knows simulate:seconds"],
	])('refuses %s', (_, steering: Readonly<Record<string, string>>, message) => {
		expect(() => plan(steering)).toThrow(
			expect.objectContaining({ code: 'InvalidInputException', message: expect.stringMatching(message) }),
		);
	});
});
