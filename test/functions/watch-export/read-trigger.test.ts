import { expect, it } from 'vitest';
import { findNamedArns } from '#functions/watch-export/read-trigger.ts';
import { JOB_ARN } from '../../support/builders.ts';

it('finds the job that an execution watches by its input', () => {
	expect(findNamedArns({ datasetExportJobArn: JOB_ARN })).toEqual([JOB_ARN]);
	expect(findNamedArns(JOB_ARN)).toEqual([JOB_ARN]);
});

it.each([{ toString: 1 }, { toString: null }, [JOB_ARN], 7, true])(
	'finds no job where an input has %j in its place',
	(datasetExportJobArn) => {
		expect(findNamedArns({ datasetExportJobArn })).toEqual([]);
	},
);
