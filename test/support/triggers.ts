import { API_CALL_DETAIL_TYPE, JOB_CREATED_DETAIL_TYPE } from '#contracts/vocabulary.ts';
import { JOB_ARN } from './builders.ts';

export const apiCall = (detail: object) => ({
	version: '0',
	id: 'e',
	'detail-type': API_CALL_DETAIL_TYPE,
	source: 'aws.personalize',
	account: '000000000000',
	time: '2026-03-01T02:00:00Z',
	region: 'us-east-1',
	resources: [],
	detail: { eventSource: 'personalize.amazonaws.com', eventName: 'CreateDatasetExportJob', ...detail },
});

export const jobCreated = (detail: object) => ({ source: 'team', 'detail-type': JOB_CREATED_DETAIL_TYPE, detail });

/** At least one trigger of every shape; all name the job of JOB_ARN. */
export const acceptedTriggers: readonly (readonly [string, unknown])[] = [
	['the bare ARN as a JSON string', JOB_ARN],
	['datasetExportJobArn from the console', { datasetExportJobArn: JOB_ARN }],
	['the result of a Step Functions SDK integration', { DatasetExportJobArn: JOB_ARN }],
	['a describe result', { datasetExportJob: { datasetExportJobArn: JOB_ARN, status: 'ACTIVE' } }],
	['a describe result in PascalCase', { DatasetExportJob: { DatasetExportJobArn: JOB_ARN, Status: 'ACTIVE' } }],
	['an API call reported by CloudTrail', apiCall({ responseElements: { datasetExportJobArn: JOB_ARN } })],
	[
		'an API call without the envelope of its event',
		{ detail: apiCall({ responseElements: { datasetExportJobArn: JOB_ARN } }).detail },
	],
	['a custom event', jobCreated({ datasetExportJobArn: JOB_ARN })],
	[
		'a boto3 answer with its ResponseMetadata',
		{ datasetExportJobArn: JOB_ARN, ResponseMetadata: { RetryAttempts: 0 } },
	],
	[
		'an input that a parent workflow marked',
		{ datasetExportJobArn: JOB_ARN, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'x' },
	],
	['an event that an archive replays', { ...jobCreated({ datasetExportJobArn: JOB_ARN }), 'replay-name': 'again' }],
	['an ARN beside another key that is null', { datasetExportJobArn: JOB_ARN, DatasetExportJobArn: null }],
];

export const triggersWithoutJob: readonly unknown[] = [
	{},
	null,
	[],
	7,
	'',
	'nightly',
	true,
	{ foo: JOB_ARN },
	jobCreated({}),
	undefined,
];

/** Options of a run, and what a refusal says of them. */
export const refusedOptions: readonly (readonly [object, string])[] = [
	[{ deadline: 5 }, 'unknown key ["deadline"]'],
	[{ poll: { min: 5 } }, 'unknown key ["poll.min"]'],
	[{ deadlineSeconds: 59 }, 'deadlineSeconds must be a whole number of seconds from 60 to 2592000, not 59'],
	[{ deadlineSeconds: 2_592_001 }, 'deadlineSeconds must be'],
	[{ deadlineSeconds: 60.5 }, 'deadlineSeconds must be'],
	[{ deadlineSeconds: '60' }, 'not "60"'],
	[{ deadlineSeconds: null }, 'not null'],
	[{ poll: { minSeconds: 0 } }, 'poll.minSeconds must be a whole number of seconds from 1 to 3600, not 0'],
	[{ poll: { minSeconds: 3_601 } }, 'poll.minSeconds must be'],
	[{ poll: { maxSeconds: 86_401 } }, 'poll.maxSeconds must be'],
	[{ poll: { minSeconds: 10, maxSeconds: 9 } }, 'poll.maxSeconds must be from minSeconds to 86400'],
	[{ poll: { costSeconds: 0.05 } }, 'poll.costSeconds must be a number of seconds from 0.1 to 3600, not 0.05'],
	[{ poll: 'often' }, 'poll must be {minSeconds, maxSeconds, costSeconds}, not "often"'],
	[{ poll: [1] }, 'not [1]'],
	[{ replay: 'yes' }, 'replay must be true or false, not "yes"'],
];
