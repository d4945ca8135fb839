import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../local/aws/shared/aws-json.ts';
import { createPager } from '../../../../local/aws/shared/pager.ts';

const pageOf = createPager((token) => new AwsError('InvalidToken', `'${token}' is not valid`));
const key = (item: number) => item;

/** All pages of a list that may change after the first page. */
const pagesOf = (first: readonly number[], later = first): (readonly number[])[] => {
	const pages = [];
	let { page, nextToken } = pageOf('list', first, key, { maxResults: 2 });
	pages.push(page);
	while (nextToken) {
		({ page, nextToken } = pageOf('list', later, key, { maxResults: 2, nextToken }));
		pages.push(page);
	}
	return pages;
};

describe('a pager', () => {
	it('gives every item once, and no token with the last page', () => {
		expect(pagesOf([1, 2, 3, 4])).toEqual([
			[1, 2],
			[3, 4],
		]);
		expect(pagesOf([1, 2, 3])).toEqual([[1, 2], [3]]);
		expect(pagesOf([])).toEqual([[]]);
	});

	it('neither repeats nor hides an item when another is added or drops out', () => {
		expect(pagesOf([2, 3, 4, 5], [1, 2, 3, 4, 5])).toEqual([
			[2, 3],
			[4, 5],
		]);
		expect(pagesOf([2, 3, 4, 5], [2, 4, 5])).toEqual([
			[2, 3],
			[4, 5],
		]);
	});

	it('gives a hundred items to a caller that names no number, or 0', () => {
		const items = Array.from({ length: 101 }, (_, index) => index);
		expect(pageOf('list', items, key, {}).page).toHaveLength(100);
		expect(pageOf('list', items, key, { maxResults: 0 }).page).toHaveLength(100);
	});

	it.each([
		['', 'an empty token'],
		['made-up', 'a token that it did not give out'],
		[Buffer.from('{}').toString('base64url'), 'a token that is not a list'],
		[Buffer.from('["list","2"]').toString('base64url'), 'a token without a key'],
		[pageOf('other', [1, 2], key, { maxResults: 1 }).nextToken, 'a token of another list'],
	])('refuses %j, %s', (nextToken) => {
		expect(() => pageOf('list', [1, 2], key, { nextToken })).toThrow(`'${nextToken}' is not valid`);
	});
});
