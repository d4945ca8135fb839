import { describe, expect, it } from 'vitest';
import { explainFailure } from '#functions/watch-export/outcome/explain-failure.ts';
import { jobOf, observationOf, reportOf } from '../../../support/builders.ts';

const NOW = new Date('2026-03-01T02:16:00.000Z');

describe('the explanation of a failure', () => {
	it('is empty after a success', () => {
		expect(explainFailure(reportOf(), NOW)).toEqual({});
	});

	it('gives the reason, the category and the remedy of a failed export', () => {
		const job = jobOf({ status: 'CREATE FAILED', failureReason: 'Access denied: s3:PutObject' });
		expect(explainFailure(reportOf({ outcome: 'FAILED', observation: observationOf(job) }), NOW)).toEqual({
			reason: 'Access denied: s3:PutObject',
			category: 'S3_ACCESS',
			remedy: expect.stringContaining('s3:ListBucket'),
		});
	});

	it('says how often and how long a throttled poll was tried', () => {
		const Cause = JSON.stringify({ errorMessage: 'Personalize DescribeDatasetExportJob was throttled: Rate exceeded' });
		const report = reportOf({
			outcome: 'BROKEN',
			observation: { polls: 0, unknownStatusPolls: 0 },
			watchError: { Error: 'ServiceThrottled', Cause },
		});
		expect(explainFailure(report, NOW).reason).toBe(
			'ServiceThrottled: Personalize DescribeDatasetExportJob was throttled: Rate exceeded (tried 21 times; no answer for 15 min, 59 sec)',
		);
	});

	it.each([
		['DatasetExportJobNotFound', 'Check the ARN'],
		['UnknownStatus', 'Personalize documentation'],
		['NobodyKnowsThis', 'DescribeDatasetExportJob'],
	])('has a remedy for a watch that %s broke', (error, remedy) => {
		const report = reportOf({ outcome: 'BROKEN', watchError: { Error: error, Cause: '' } });
		expect(explainFailure(report, NOW).remedy).toContain(remedy);
	});
});
