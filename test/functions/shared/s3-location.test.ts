import { describe, expect, it } from 'vitest';
import { readS3Location } from '#functions/shared/s3-location.ts';

describe('an output path', () => {
	it.each([
		['s3://bucket/folder/', { bucket: 'bucket', prefix: 'folder/' }],
		['s3://bucket/folder', { bucket: 'bucket', prefix: 'folder/' }],
		['s3://bucket', { bucket: 'bucket', prefix: '' }],
		['s3://bucket/', { bucket: 'bucket', prefix: '' }],
		['s3://bucket/a b+%2F/漢/', { bucket: 'bucket', prefix: 'a b+%2F/漢/' }],
		['https://bucket/folder/', undefined],
		['s3:///folder/', undefined],
		[undefined, undefined],
	])('%s is read as %j', (path, location) => {
		expect(readS3Location(path)).toEqual(location);
	});
});
