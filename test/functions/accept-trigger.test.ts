import { describe, expect, it } from 'vitest';
import { trigger as triggerContract } from '#contracts/trigger.ts';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { ACCEPTING, JOB_ARN } from '../support/builders.ts';

const accept = (trigger: unknown) => acceptTrigger(trigger, ACCEPTING);
const OTHER_ARN = JOB_ARN.replace('nightly', 'weekly');

const apiCall = (detail: object) => ({
	version: '0',
	id: 'e',
	'detail-type': 'AWS API Call via CloudTrail',
	source: 'aws.personalize',
	account: '000000000000',
	time: '2026-03-01T02:00:00Z',
	region: 'us-east-1',
	resources: [],
	detail: { eventSource: 'personalize.amazonaws.com', eventName: 'CreateDatasetExportJob', ...detail },
});
const jobCreated = (detail: object) => ({ source: 'team', 'detail-type': 'Dataset Export Job Created', detail });

const doors: readonly (readonly [string, unknown])[] = [
	['the bare ARN as a JSON string', JOB_ARN],
	['datasetExportJobArn from the console', { datasetExportJobArn: JOB_ARN }],
	['the result of a Step Functions SDK integration', { DatasetExportJobArn: JOB_ARN }],
	['a describe result', { datasetExportJob: { datasetExportJobArn: JOB_ARN, status: 'ACTIVE' } }],
	['a describe result in PascalCase', { DatasetExportJob: { DatasetExportJobArn: JOB_ARN, Status: 'ACTIVE' } }],
	['an API call reported by CloudTrail', apiCall({ responseElements: { datasetExportJobArn: JOB_ARN } })],
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
];

describe('a trigger', () => {
	it.each(doors)('is accepted as %s, and its contract agrees', (_door, trigger) => {
		expect(accept(trigger)).toEqual({
			decision: 'WATCH',
			reason: '',
			watch: {
				datasetExportJobArn: JOB_ARN,
				jobName: 'nightly',
				deadlineSeconds: 86_400,
				poll: { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 },
				replay: false,
				adopted: false,
			},
		});
		expect(triggerContract.safeParse(trigger).success).toBe(true);
	});

	it('carries every option of one run', () => {
		const options = {
			deadlineSeconds: 60,
			poll: { minSeconds: 1, maxSeconds: 2, costSeconds: 0.5 },
			replay: true,
			adopted: true,
		};
		expect(accept({ datasetExportJobArn: JOB_ARN, ...options }).watch).toMatchObject(options);
		expect(accept(jobCreated({ datasetExportJobArn: JOB_ARN, ...options })).watch).toMatchObject(options);
	});

	it('moves the default of a poll bound that the other one passes', () => {
		expect(accept({ datasetExportJobArn: JOB_ARN, poll: { maxSeconds: 2 } }).watch?.poll.minSeconds).toBe(2);
		expect(accept({ datasetExportJobArn: JOB_ARN, poll: { minSeconds: 3_600 } }).watch?.poll.maxSeconds).toBe(3_600);
	});

	it('may name one job through two doors', () => {
		expect(accept({ datasetExportJobArn: JOB_ARN, DatasetExportJobArn: JOB_ARN }).decision).toBe('WATCH');
	});

	it('refuses two doors that name different jobs, showing both', () => {
		const { decision, reason } = accept({
			...jobCreated({ datasetExportJobArn: JOB_ARN }),
			datasetExportJobArn: OTHER_ARN,
		});
		expect(decision).toBe('REJECT');
		expect(reason).toContain(JOB_ARN);
		expect(reason).toContain(OTHER_ARN);
	});
});

describe('an event of another type', () => {
	it.each([
		[{ 'detail-type': 'Dataset Export Job Failed', source: 'exportwatch', detail: { datasetExportJobArn: JOB_ARN } }],
		[{ ...apiCall({ responseElements: { datasetExportJobArn: JOB_ARN } }), 'detail-type': 'Scheduled Event' }],
	])('starts no watch, though it names a job: %j', (trigger) => {
		expect(accept(trigger)).toMatchObject({
			decision: 'REJECT',
			reason: expect.stringContaining('names no dataset export job'),
		});
	});
});

describe('what names no job is refused with the value and the accepted shapes', () => {
	it.each([[{}], [null], [[]], [7], [''], ['nightly'], [true], [{ foo: JOB_ARN }], [jobCreated({})], [undefined]])(
		'%j',
		(trigger) => {
			const { decision, reason } = accept(trigger);
			expect(decision).toBe('REJECT');
			expect(reason).toContain(
				typeof trigger === 'object' && trigger ? 'datasetExportJobArn' : String(JSON.stringify(trigger)),
			);
			expect(reason).toContain('accepted are: ');
			expect(triggerContract.safeParse(trigger).success).toBe(false);
		},
	);

	it('a value of megabytes, shortened to a screenful', () => {
		const { reason } = accept({ datasetExportJobArn: 'x'.repeat(1_000_000) });
		expect(reason.length).toBeLessThanOrEqual(1_500);
	});
});

describe('an ARN of something else is refused, naming the part that is wrong', () => {
	it.each([
		['partition', JOB_ARN.replace('arn:aws:', 'arn:aws-cn:')],
		['service', JOB_ARN.replace(':personalize:', ':forecast:')],
		['Region', JOB_ARN.replace('us-east-1', 'eu-west-1')],
		['account', JOB_ARN.replace('000000000000', '111111111111')],
		['resource type', JOB_ARN.replace('dataset-export-job', 'dataset')],
		['job name', JOB_ARN.replace('nightly', '-nightly')],
		['job name', `${JOB_ARN}/more`],
		['job name', JOB_ARN.replace('nightly', '')],
		['256', `${JOB_ARN}${'x'.repeat(256)}`],
	])('%s: %s', (part, arn) => {
		expect(accept({ datasetExportJobArn: arn })).toMatchObject({
			decision: 'REJECT',
			watch: null,
			reason: expect.stringContaining(part),
		});
	});
});

describe('options that cannot be are refused, naming the key and the range', () => {
	it.each([
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
	])('%j', (options, reason) => {
		for (const trigger of [
			{ datasetExportJobArn: JOB_ARN, ...options },
			jobCreated({ datasetExportJobArn: JOB_ARN, ...options }),
		]) {
			expect(accept(trigger)).toMatchObject({ decision: 'REJECT', reason: expect.stringContaining(reason) });
		}
	});
});

describe('an API call that created no job leaves nothing to watch, and says why', () => {
	it.each([
		[
			apiCall({ errorCode: 'ResourceInUseException', errorMessage: 'busy', responseElements: null }),
			'ResourceInUseException (busy)',
		],
		[apiCall({ eventName: 'CreateDataset', responseElements: {} }), 'personalize.amazonaws.com CreateDataset'],
		[apiCall({ eventSource: 's3.amazonaws.com', responseElements: {} }), 's3.amazonaws.com CreateDatasetExportJob'],
		[
			apiCall({
				requestParameters: { tags: [{ tagKey: 'exportwatch:watched-by', tagValue: 'arn:parent' }] },
				responseElements: { datasetExportJobArn: JOB_ARN },
			}),
			'created by arn:parent, which watches it itself',
		],
	])('%#: %j', (trigger, reason) => {
		expect(accept(trigger)).toEqual({
			decision: 'NOTHING_TO_WATCH',
			watch: null,
			reason: expect.stringContaining(reason),
		});
	});
});
