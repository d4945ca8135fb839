import { describe, expect, it } from 'vitest';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { apiCallEventOf } from '../../../../local/aws/events/api-call-event.ts';
import { createRules } from '../../../../local/aws/events/rules.ts';
import { createEvents } from '../../../../local/aws/events/service.ts';
import { stateMachineArnOf } from '../../../../local/aws/shared/names.ts';
import { ACCEPTING, JOB_ARN } from '../../../support/builders.ts';

describe('the rules', () => {
	const started: string[] = [];
	const invoked: string[] = [];
	const rules = createRules({
		startWatch: (_name, input) => void started.push(input),
		invoke: (name) => void invoked.push(name),
	});
	const events = createEvents({ rules, now: () => new Date() });

	it('are those that start a watch, and one for each workflow whose executions can be stopped', () => {
		expect(rules.map(({ name }) => name)).toEqual([
			'export-job-api-call',
			'export-job-created',
			'watch-stopped',
			'exports-stopped',
			'processing-stopped',
		]);
	});

	it.each([
		['WatchExport', 'ABORTED', 'ByHand', ['RecordStoppedWatch']],
		['WatchExport', 'TIMED_OUT', null, ['RecordStoppedWatch']],
		['WatchExport', 'FAILED', 'States.Runtime', ['RecordStoppedWatch']],
		['WatchExport', 'FAILED', 'ExportFailed', []],
		['WatchExport', 'FAILED', undefined, ['RecordStoppedWatch']],
		['WatchExport', 'SUCCEEDED', null, []],
		['WatchExport', 'RUNNING', null, []],
		['ExportDatasets', 'ABORTED', null, ['NotifyStoppedExports']],
		['ExportDatasets', 'FAILED', 'States.DataLimitExceeded', ['NotifyStoppedExports']],
		['ExportDatasets', 'FAILED', 'ExportsFailed', []],
		['ProcessExport', 'ABORTED', null, ['RecordStoppedProcessing']],
		['ProcessExport', 'FAILED', 'ExportFailed', ['RecordStoppedProcessing']],
		['ProcessExport', 'FAILED', 'ProcessingFailed', []],
	] as const)('report that an execution of %s is %s with the error %s: %j', (workflow, status, error, expected) => {
		invoked.length = 0;
		const detail = { stateMachineArn: stateMachineArnOf(workflow), status, ...(error !== undefined && { error }) };
		events.put({ source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change', detail });
		expect(invoked).toEqual(expected);
	});

	it.each([
		[
			'the API call that created a job',
			apiCallEventOf(
				{
					accessKeyId: 'a-person',
					eventName: 'CreateDatasetExportJob',
					requestParameters: {},
					responseElements: { datasetExportJobArn: JOB_ARN },
				},
				new Date(),
			),
		],
		[
			'a custom event',
			{ source: 'any.team', 'detail-type': 'Dataset Export Job Created', detail: { datasetExportJobArn: JOB_ARN } },
		],
	])('start one watch, with an input that it accepts, for %s', (_what, event) => {
		started.length = 0;
		events.put(event);
		expect(started.map((input) => acceptTrigger(JSON.parse(input), ACCEPTING))).toMatchObject([
			{ decision: 'WATCH', watch: { datasetExportJobArn: JOB_ARN } },
		]);
	});

	it.each([
		[
			'the API call by which ExportDatasets creates a job, which it watches itself',
			apiCallEventOf(
				{
					accessKeyId: 'function.CreateExportJob',
					eventName: 'CreateDatasetExportJob',
					requestParameters: {},
					responseElements: { datasetExportJobArn: JOB_ARN },
				},
				new Date(),
			),
		],
		[
			'another call',
			{
				source: 'aws.personalize',
				'detail-type': 'AWS API Call via CloudTrail',
				detail: { eventName: 'CreateDataset' },
			},
		],
		[
			'another service',
			{
				source: 'aws.s3',
				'detail-type': 'AWS API Call via CloudTrail',
				detail: { eventName: 'CreateDatasetExportJob' },
			},
		],
		['our own outcome', { source: 'exportwatch', 'detail-type': 'Dataset Export Job Succeeded', detail: {} }],
	])('start nothing for %s', (_what, event) => {
		started.length = 0;
		events.put(event);
		expect(started).toEqual([]);
	});
});
