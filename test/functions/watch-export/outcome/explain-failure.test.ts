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

	it('says how often and how long Lambda did not run the poll', () => {
		const report = reportOf({
			outcome: 'BROKEN',
			observation: {
				polls: 0,
				unknownStatusPolls: 0,
				observedAt: '2026-03-01T02:00:00.000Z',
				outage: { attempt: 65, waitSeconds: 4_160, waitedSeconds: 90_000 },
			},
			watchError: { Error: 'Lambda.TooManyRequestsException', Cause: 'Rate Exceeded.' },
		});
		expect(explainFailure(report, new Date('2026-03-02T02:59:00.000Z')).reason).toBe(
			'Lambda.TooManyRequestsException: Rate Exceeded. (tried 64 times; no answer for 1 day, 59 min, until the deadline had passed)',
		);
	});

	it.each([
		['DatasetExportJobNotFound', 'Check the ARN'],
		['UnknownStatus', 'Personalize documentation'],
		['UnansweredUntilDeadline', 'what else calls it'],
		['Lambda.TooManyRequestsException', 'ask for a higher quota'],
		['NobodyKnowsThis', 'DescribeDatasetExportJob'],
	])('has a remedy for a watch that %s broke', (error, remedy) => {
		const report = reportOf({ outcome: 'BROKEN', watchError: { Error: error, Cause: '' } });
		expect(explainFailure(report, NOW).remedy).toContain(remedy);
	});
});
