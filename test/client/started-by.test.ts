import { expect, it } from 'vitest';
import { startedByOf } from '#client/started-by.ts';

it.each([
	['a rule for an API call', 'x', { 'detail-type': 'AWS API Call via CloudTrail' }, { kind: 'API_CALL' }],
	[
		'a rule for an event',
		'x',
		{ 'detail-type': 'Dataset Export Job Created', source: 'my.team' },
		{ kind: 'EVENT', source: 'my.team' },
	],
	[
		'another workflow',
		'x',
		{ AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'arn:one' },
		{ kind: 'WORKFLOW', executionArn: 'arn:one' },
	],
	['the sweep', 'adopted-nightly', { datasetExportJobArn: 'arn:job', adopted: true }, { kind: 'SWEEP' }],
	['the end of a stopped watch', 'resumed-abc', { datasetExportJobArn: 'arn:job' }, { kind: 'STOPPED_WATCH' }],
	['a person', 'nightly-1', { datasetExportJobArn: 'arn:job' }, { kind: 'REQUEST' }],
	['a person with an ARN as text', 'x', 'arn:job', { kind: 'REQUEST' }],
])('knows that %s started an execution', (_who, name, input, expected) => {
	expect(startedByOf(name, input)).toEqual(expected);
});
