import { describe, expect, it } from 'vitest';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { readStartRules } from '#statemachine/read-rules.ts';
import { matchesPattern, readEventPattern } from '../../local/aws/events/event-pattern.ts';
import { ACCEPTING, JOB_ARN } from '../support/builders.ts';
import { apiCall, jobCreated } from '../support/triggers.ts';

const datasetGroupArns = ['arn:aws:personalize:us-east-1:000000000000:dataset-group/demo'];
const DATASET = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS';
const OTHER = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo-2/ITEMS';

const called = (datasetArn: string, jobName = 'nightly') => {
	const datasetExportJobArn = JOB_ARN.replace('nightly', jobName);
	return apiCall({ requestParameters: { jobName, datasetArn }, responseElements: { datasetExportJobArn } });
};
const created = (detail: object = {}) => jobCreated({ datasetExportJobArn: JOB_ARN, ...detail });

describe('a rule and AcceptTrigger', () => {
	it.each([
		[{ datasetGroupArns }, called(DATASET), true],
		[{ datasetGroupArns }, called(OTHER), false],
		[{ datasetGroupArns }, created({ datasetArn: DATASET }), true],
		[{ datasetGroupArns }, created({ datasetArn: OTHER }), false],
		[{ jobNamePrefix: 'night' }, called(OTHER), true],
		[{ jobNamePrefix: 'day' }, called(OTHER), false],
		[{ jobNamePrefix: 'night' }, created(), true],
		[{ jobNamePrefix: 'day' }, created(), false],
		[{ datasetGroupArns, jobNamePrefix: 'day' }, called(DATASET), false],
		[{ datasetGroupArns, jobNamePrefix: 'night' }, called(DATASET), true],
	])('agree on the scope %j for %j: %s', (scope, event, isWithin) => {
		const patterns = readStartRules('some-role', scope).map(({ pattern }) => readEventPattern(pattern));
		expect(patterns.some((pattern) => matchesPattern(pattern, event))).toBe(isWithin);
		const { decision } = acceptTrigger(event, { ...ACCEPTING, scope });
		expect(decision).toBe(isWithin ? 'WATCH' : 'NOTHING_TO_WATCH');
	});

	it('let an event that does not name its dataset start an execution, which says what to do', () => {
		const patterns = readStartRules('some-role', { datasetGroupArns }).map(({ pattern }) => readEventPattern(pattern));
		expect(patterns.some((pattern) => matchesPattern(pattern, created()))).toBe(true);
		expect(acceptTrigger(created(), { ...ACCEPTING, scope: { datasetGroupArns } })).toMatchObject({
			decision: 'NOTHING_TO_WATCH',
			reason: expect.stringContaining('put datasetArn into the event'),
		});
	});

	it.each([[JOB_ARN], [{ datasetExportJobArn: JOB_ARN }], [{ ...called(OTHER), datasetExportJobArn: JOB_ARN }]])(
		'do not limit a start by hand: %j',
		(trigger) => {
			const scope = { datasetGroupArns, jobNamePrefix: 'day' };
			expect(acceptTrigger(trigger, { ...ACCEPTING, scope }).decision).toBe('WATCH');
		},
	);
});
