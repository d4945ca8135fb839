import { describe, expect, it } from 'vitest';
import { classifyFailure } from '#functions/watch-export/outcome/classify-failure.ts';

describe('a failure is classified by keywords of its reason', () => {
	it.each([
		['Access denied when calling s3:PutObject', 'S3_ACCESS'],
		['Insufficient permissions for role arn:aws:iam::1:role/x', 'S3_ACCESS'],
		['Insufficient privileges for accessing data in S3', 'S3_ACCESS'],
		['The role cannot be assumed', 'S3_ACCESS'],
		['Invalid permissions on S3 path', 'S3_ACCESS'],
		['Access denied: kms:GenerateDataKey on the key', 'KMS'],
		['NoSuchBucket: the specified bucket does not exist', 'OUTPUT_PATH'],
		['The dataset has no interactions', 'DATASET'],
		['Rate quota exceeded', 'QUOTA'],
		['An internal error occurred', 'SERVICE'],
		['Что-то пошло не так', 'UNKNOWN'],
		['', 'UNKNOWN'],
	])('%s: %s', (reason, category) => {
		const classified = classifyFailure(reason);
		expect(classified.category).toBe(category);
		expect(classified.remedy).toMatch(/create the export again/i);
	});

	it('in the part that the state of an execution carries, because megabytes would take seconds', () => {
		const reasonAfter = (characters: number) => `${'x '.repeat(characters / 2)}access denied`;
		expect(classifyFailure(reasonAfter(32_000)).category).toBe('S3_ACCESS');
		expect(classifyFailure(reasonAfter(32_768)).category).toBe('UNKNOWN');
	});
});
