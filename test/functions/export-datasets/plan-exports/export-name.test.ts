import { describe, expect, it } from 'vitest';
import { JOB_NAME_PATTERN } from '#contracts/vocabulary.ts';
import { exportName } from '#functions/export-datasets/plan-exports/export-name.ts';

const DATASET = 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS';

const nameOf = (datasetArn: string, executionArn = 'one', namePrefix = '') =>
	exportName({ datasetArn, datasetType: 'ITEMS', namePrefix, executionArn, startedAt: '2026-03-01T02:03:04.567Z' });

describe('the name of a planned job', () => {
	it('says what and when, and is the same for the same execution', () => {
		expect(nameOf(DATASET)).toMatch(/^demo-items-20260301-020304-[0-9a-f]{8}$/);
		expect(nameOf(DATASET)).toBe(nameOf(DATASET));
	});

	it('begins with the prefix of the scope, also if the group has the longest name', () => {
		const longest = DATASET.replace('demo', 'g'.repeat(63));
		expect(nameOf(DATASET, 'one', 'team-a-')).toMatch(/^team-a-demo-items-20260301-020304-[0-9a-f]{8}$/);
		expect(nameOf(longest, 'one', 'team-a-')).toMatch(/^team-a-g+-items-20260301-020304-[0-9a-f]{8}$/);
		expect(nameOf(longest, 'one', 'team-a-')).toHaveLength(63);
	});

	it('differs for another execution or dataset', () => {
		expect(nameOf(DATASET, 'two')).not.toBe(nameOf(DATASET));
		expect(nameOf(DATASET.replace('demo', 'other'))).not.toBe(nameOf(DATASET));
	});

	it.each([
		[`arn:aws:personalize:us-east-1:000000000000:dataset/${'g'.repeat(63)}/ITEMS`],
		['arn:aws:personalize:us-east-1:000000000000:dataset/a_b-c/ITEMS'],
	])('is valid for Personalize: %s', (datasetArn) => {
		expect(nameOf(datasetArn)).toMatch(new RegExp(`^${JOB_NAME_PATTERN}$`));
	});
});
