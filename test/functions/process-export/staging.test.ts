import { describe, expect, it } from 'vitest';
import { partName, readProcessedPath, rejectsName, stagingFolder } from '#functions/process-export/staging.ts';

const processed = readProcessedPath('s3://processed/datasets/');

describe('the staging folder of a run', () => {
	it('is below the folder of all datasets, by the name of the execution', () => {
		expect(stagingFolder(processed, 'nightly')).toEqual({ bucket: 'processed', prefix: 'datasets/_staging/nightly/' });
	});

	it.each(['', '.', '..', '../demo', 'a/b', '/'])('is none for the name %j', (name) => {
		expect(() => stagingFolder(processed, name)).toThrow('executionName must be the name of an execution');
	});
});

describe('a part', () => {
	it('is named by the number of its file, and when it is published also by the publication', () => {
		expect([partName(7), partName(7, 'a1b2')]).toEqual(['part-00007.parquet', 'part-00007-a1b2.parquet']);
		expect(rejectsName(123_456, 'a1b2')).toBe('_rejects/part-123456-a1b2.jsonl');
	});
});
