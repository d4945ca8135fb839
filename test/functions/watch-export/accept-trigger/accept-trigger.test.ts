import { describe, expect, it } from 'vitest';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { ACCEPTING, JOB_ARN } from '../../../support/builders.ts';
import {
	acceptedTriggers,
	apiCall,
	jobCreated,
	refusedOptions,
	triggersWithoutJob,
} from '../../../support/triggers.ts';

const accept = (trigger: unknown) => acceptTrigger(trigger, ACCEPTING);
const OTHER_ARN = JOB_ARN.replace('nightly', 'weekly');

describe('acceptTrigger', () => {
	it.each(acceptedTriggers)('makes a watch of %s', (_name, trigger) => {
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
	});

	it('takes every option of one run', () => {
		const options = {
			deadlineSeconds: 60,
			poll: { minSeconds: 1, maxSeconds: 2, costSeconds: 0.5 },
			replay: true,
			adopted: true,
		};
		expect(accept({ datasetExportJobArn: JOB_ARN, ...options }).watch).toMatchObject(options);
		expect(accept(jobCreated({ datasetExportJobArn: JOB_ARN, ...options })).watch).toMatchObject(options);
	});

	it.each([
		[{ poll: { maxSeconds: 43 } }, 'deadlineSeconds of 86400 takes 2010 polls', 'poll.maxSeconds of at least 44'],
		[{ deadlineSeconds: 2_592_000, poll: { maxSeconds: 600 } }, 'takes 4320 polls', 'poll.maxSeconds of at least 1296'],
	])('refuses options with which polls cannot reach the deadline: %j', (options, problem, remedy) => {
		const { decision, reason } = accept({ datasetExportJobArn: JOB_ARN, ...options });
		expect(decision).toBe('REJECT');
		expect(reason).toContain(problem);
		expect(reason).toContain(remedy);
	});

	it('takes the shortest waits with which polls reach the deadline', () => {
		expect(accept({ datasetExportJobArn: JOB_ARN, poll: { maxSeconds: 44 } }).decision).toBe('WATCH');
	});

	it('takes a trigger that names one job twice', () => {
		expect(accept({ datasetExportJobArn: JOB_ARN, DatasetExportJobArn: JOB_ARN }).decision).toBe('WATCH');
	});

	it('refuses a trigger that names two jobs, and shows both', () => {
		const { decision, reason } = accept({
			...jobCreated({ datasetExportJobArn: JOB_ARN }),
			datasetExportJobArn: OTHER_ARN,
		});
		expect(decision).toBe('REJECT');
		expect(reason).toContain(JOB_ARN);
		expect(reason).toContain(OTHER_ARN);
	});

	it.each([
		[{ 'detail-type': 'Dataset Export Job Failed', source: 'exportwatch', detail: { datasetExportJobArn: JOB_ARN } }],
		[{ ...apiCall({ responseElements: { datasetExportJobArn: JOB_ARN } }), 'detail-type': 'Scheduled Event' }],
	])('refuses an event of another type, even if it names a job: %j', (trigger) => {
		expect(accept(trigger)).toMatchObject({
			decision: 'REJECT',
			reason: expect.stringContaining('names no dataset export job'),
		});
	});

	it.each(triggersWithoutJob.map((trigger) => [trigger]))(
		'refuses %j, which names no job, and shows the accepted shapes',
		(trigger) => {
			const { decision, reason } = accept(trigger);
			expect(decision).toBe('REJECT');
			expect(reason).toContain(
				typeof trigger === 'object' && trigger ? 'datasetExportJobArn' : String(JSON.stringify(trigger)),
			);
			expect(reason).toContain('accepted are: ');
		},
	);

	it('lists every shape and every option in a refusal', () => {
		expect(accept({}).reason).toBe(
			[
				'the input {} names no dataset export job',
				'accepted are: the ARN of a dataset export job as a JSON string',
				'{"datasetExportJobArn": "…"}',
				'{"DatasetExportJobArn": "…"}',
				'{"datasetExportJob": {"datasetExportJobArn": "…"}}',
				'{"DatasetExportJob": {"DatasetExportJobArn": "…"}}',
				'an EventBridge event "AWS API Call via CloudTrail" with detail.responseElements.datasetExportJobArn',
				'an EventBridge event "Dataset Export Job Created" with detail.datasetExportJobArn',
				'options are deadlineSeconds, poll {minSeconds, maxSeconds, costSeconds}, replay, adopted',
			].join('; '),
		);
	});

	it('refuses a value of megabytes with a reason that fits on a screen', () => {
		const { reason } = accept({ datasetExportJobArn: 'x'.repeat(1_000_000) });
		expect(reason.length).toBeLessThanOrEqual(1_500);
	});

	it('refuses the ARN of another Region, and shows the accepted shapes', () => {
		expect(accept({ datasetExportJobArn: JOB_ARN.replace('us-east-1', 'eu-west-1') })).toMatchObject({
			decision: 'REJECT',
			watch: {},
			reason: expect.stringMatching(/the Region of .* accepted are: /),
		});
	});

	it.each(refusedOptions)('refuses the options %j, naming the key and the range', (options, reason) => {
		for (const trigger of [
			{ datasetExportJobArn: JOB_ARN, ...options },
			jobCreated({ datasetExportJobArn: JOB_ARN, ...options }),
		]) {
			expect(accept(trigger)).toMatchObject({ decision: 'REJECT', reason: expect.stringContaining(reason) });
		}
	});

	it.each([
		[
			apiCall({ errorCode: 'ResourceInUseException', errorMessage: 'busy', responseElements: null }),
			'ResourceInUseException (busy)',
		],
		[apiCall({ eventName: 'CreateDataset', responseElements: {} }), 'personalize.amazonaws.com CreateDataset'],
		[apiCall({ eventSource: 's3.amazonaws.com', responseElements: {} }), 's3.amazonaws.com CreateDatasetExportJob'],
	])('finds nothing to watch in an API call that left no job to watch, and says why: %#', (trigger, reason) => {
		expect(accept(trigger)).toEqual({
			decision: 'NOTHING_TO_WATCH',
			watch: {},
			reason: expect.stringContaining(reason),
		});
	});
});
