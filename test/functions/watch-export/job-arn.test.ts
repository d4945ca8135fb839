import { describe, expect, it } from 'vitest';
import { readJobArn } from '#functions/watch-export/job-arn.ts';
import { FUNCTION_ARN, JOB_ARN } from '../../support/builders.ts';

describe('readJobArn', () => {
	it('gives the name of the job', () => {
		expect(readJobArn(JOB_ARN, FUNCTION_ARN)).toEqual({ datasetExportJobArn: JOB_ARN, jobName: 'nightly' });
	});

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
	])('names the part that is wrong: the %s of %s', (part, arn) => {
		expect(readJobArn(arn, FUNCTION_ARN)).toEqual({ problem: expect.stringContaining(part) });
	});

	it.each([[7], [{}], ['nightly'], ['arn:aws:personalize']])('says that %j is not an ARN', (value) => {
		expect(readJobArn(value, FUNCTION_ARN)).toEqual({ problem: `${JSON.stringify(value)} is not an ARN` });
	});
});
