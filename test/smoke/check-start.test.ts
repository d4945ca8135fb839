import { describe, expect, it } from 'vitest';
import type { Execution } from '#client/executions.ts';
import type { StartedBy } from '#client/started-by.ts';
import { checkStart } from '../../smoke/check-start.ts';
import { EXECUTION_ARN } from '../support/builders.ts';

const startedBy = (kind: StartedBy['kind'], requestParameters: object = {}): Execution => ({
	executionArn: EXECUTION_ARN,
	stateMachineArn: '',
	name: 'it',
	status: 'RUNNING',
	startedAt: '2026-03-01T02:00:00.000Z',
	startedBy: { kind } as StartedBy,
	input: JSON.stringify({ detail: { requestParameters } }),
	visits: [],
});
const findingsOf = (execution: Execution | undefined) => [...checkStart(execution, 60)];

describe('the check of the start', () => {
	it.each([
		['are hidden', { tags: 'HIDDEN_DUE_TO_SECURITY_REASONS' }],
		['are shown', { tags: [{ tagKey: 'exportwatch:smoke', tagValue: 'true' }] }],
		['are left out', {}],
	])('finds that the rule started the watch, and that tags %s', (what, requestParameters) => {
		expect(findingsOf(startedBy('API_CALL', requestParameters))).toMatchObject([
			{ subject: 'start', status: 'OK' },
			{ subject: 'tags in CloudTrail', status: 'OK', text: expect.stringContaining(what) },
		]);
	});

	it.each([
		['only the sweep found the job', startedBy('SWEEP')],
		['no rule started a watch within 60 s', undefined],
	])('finds that %s', (text, execution) => {
		expect(findingsOf(execution)).toMatchObject([
			{ status: 'PROBLEM', text: expect.stringContaining(text), remedy: expect.stringContaining('exportwatch doctor') },
			{ status: 'UNKNOWN' },
		]);
	});
});
