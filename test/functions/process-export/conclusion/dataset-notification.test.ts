import { describe, expect, it } from 'vitest';
import type { ProcessingReport } from '#contracts/processing.ts';
import { datasetNotificationOf } from '#functions/process-export/conclusion/dataset-notification.ts';
import { EXECUTION_ARN, JOB_ARN } from '../../../support/builders.ts';

const INPUT = { datasetExportJobArn: JOB_ARN, jobName: 'nightly', manifest: { bucket: 'manifests', key: 'k' } };
const notify = (partial: Partial<ProcessingReport>) => {
	const startedAt = '2026-03-01T02:00:00.000Z';
	const report: ProcessingReport = {
		outcome: 'FAILED',
		executionArn: EXECUTION_ARN,
		startedAt,
		input: INPUT,
		...partial,
	};
	return datasetNotificationOf(report, INPUT, new Date('2026-03-01T02:01:30.000Z'));
};
const causeOf = (errorMessage: string) => JSON.stringify({ errorMessage });

describe('the notification of a dataset', () => {
	it('gives the figures of a dataset that is ready', () => {
		const dataset = { rows: 12_345, rejectedRows: 2, columns: 5, parts: 3, bytes: 9_000, csvBytes: 80_000 };
		const { headline, text, seconds } = notify({ outcome: 'READY', dataset: { location: 's3://p/x/', ...dataset } });
		expect({ headline, seconds }).toEqual({ headline: 'Dataset of nightly is ready: 12,345 rows', seconds: 90 });
		expect(text).toContain('Rejected    2 rows, in _rejects/\n');
		expect(text).toContain('Bytes       9,000 in 3 parts\n');
		expect(text).toContain('Took        1 min, 30 sec\n');
	});

	it.each([
		['a batch', { Error: 'BatchesFailed', Cause: causeOf('1 of 2 batches failed: SourceChanged: a.csv has changed') }],
		['the plan', { Error: 'SourceChanged', Cause: causeOf('a.csv has changed') }],
	])('gives the remedy of the error that failed %s', (_step, error) => {
		expect(notify({ error }).remedy).toContain('{"replay": true}');
	});

	it('names no job if the input is invalid, and says so', () => {
		const error = { Error: 'StepInputInvalid', Cause: causeOf('input must be an object') };
		const report = { outcome: 'FAILED', executionArn: EXECUTION_ARN, startedAt: '2026-03-01T02:00:00.000Z' } as const;
		const notification = datasetNotificationOf({ ...report, input: 5, error }, undefined, new Date());
		expect(notification).toMatchObject({
			headline: 'ProcessExport FAILED: its input is invalid',
			reason: 'StepInputInvalid: input must be an object',
			remedy: expect.stringContaining('processing-input.schema.json'),
		});
		expect(notification).not.toHaveProperty('jobName');
		expect(notification.text).not.toContain('Job ');
	});

	it('gives a general remedy for any other error', () => {
		expect(notify({ error: { Error: 'RowsLost', Cause: '' } })).toMatchObject({
			reason: 'RowsLost: no cause was given',
			remedy: expect.stringMatching(/^Fix the cause, then start a new watch of the job/),
		});
	});
});
