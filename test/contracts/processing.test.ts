import { describe, expect, it } from 'vitest';
import { processingInput } from '#contracts/processing.ts';
import { formatProblems } from '#functions/shared/problems.ts';
import { JOB_ARN } from '../support/builders.ts';

const input = { datasetExportJobArn: JOB_ARN, jobName: 'nightly', manifest: { bucket: 'manifests', key: 'k' } };
const problemsOf = (partial: object) => {
	const { error } = processingInput.safeParse({ ...input, ...partial }, { reportInput: true });
	return error ? formatProblems(error) : '';
};

describe('the input of ProcessExport', () => {
	it.each([
		[{}],
		[{ datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS', novel: 1 }],
		[{ datasetExportJobArn: JOB_ARN.replace('arn:aws', 'arn:aws-us-gov') }],
		[{ manifest: { bucket: 'my.own-bucket.1', key: 'a/../b ä.json' } }],
	])('may be %j', (partial) => {
		expect(problemsOf(partial)).toBe('');
	});

	it.each([
		['datasetExportJobArn must be the ARN of a dataset export job, not ""', { datasetExportJobArn: '' }],
		['datasetExportJobArn Too big', { datasetExportJobArn: `${JOB_ARN}${'x'.repeat(200_000)}` }],
		['datasetExportJobArn must be the ARN', { datasetExportJobArn: JOB_ARN.replace('-export-job', '') }],
		['jobName is not the name in datasetExportJobArn', { jobName: 'ightly' }],
		['jobName is not the name in datasetExportJobArn', { jobName: 'other' }],
		['jobName must be the name of a job, not "../nightly"', { jobName: '../nightly' }],
		['datasetArn Too big', { datasetArn: 'x'.repeat(257) }],
		['manifest.bucket must be the name of a bucket, not "../.."', { manifest: { bucket: '../..', key: 'k' } }],
		[
			'manifest.bucket must be the name of a bucket',
			{ manifest: { bucket: 'arn:aws:s3:us-east-1:1:accesspoint/x', key: 'k' } },
		],
		['manifest.bucket must be the name of a bucket', { manifest: { bucket: 'exports/folder', key: 'k' } }],
		['manifest.key Too small', { manifest: { bucket: 'manifests', key: '' } }],
		['manifest.key Too big', { manifest: { bucket: 'manifests', key: 'x'.repeat(1_025) } }],
	])('has the problem %s', (problem, partial) => {
		expect(problemsOf(partial)).toContain(problem);
	});
});
