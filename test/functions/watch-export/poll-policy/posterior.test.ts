import { describe, expect, it } from 'vitest';
import { quantileOf } from '#functions/watch-export/poll-policy/duration-mixture.ts';
import { borrowedPosteriorOf, posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import { predictiveKindsOf } from '#functions/watch-export/poll-policy/prior-kinds.ts';

const medianOf = (durations: readonly number[]) => quantileOf(predictiveKindsOf(posteriorOf(durations)), 0.5);
const rangeOf = (durations: readonly number[]) => {
	const kinds = predictiveKindsOf(posteriorOf(durations));
	return [quantileOf(kinds, 0.1), quantileOf(kinds, 0.9)] as const;
};

describe('the posterior', () => {
	it('is near the exports, and leaves a share for a kind not seen before', () => {
		const { pastExports, kinds } = posteriorOf([880, 900, 925, 890]);
		expect(pastExports).toBe(4);
		expect(kinds.every(({ medianSeconds }) => medianSeconds > 850 && medianSeconds < 950)).toBe(true);
		expect(kinds.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(4 / 4.15, 2);
	});

	it('tells two kinds of exports apart, each with its share', () => {
		const [early, late] = rangeOf(Array.from({ length: 30 }, (_, index) => (index % 2 ? 300 : 7_200) + index));
		expect(early).toBeLessThan(400);
		expect(late).toBeGreaterThan(7_000);
	});

	it('is as narrow as the data are: after ten equal durations within two seconds', () => {
		const [early, late] = rangeOf(Array(10).fill(613));
		expect(late - early).toBeLessThan(2);
	});

	it('follows a trend beyond the newest export', () => {
		const growing = Array.from({ length: 30 }, (_, index) => 900 / 1.06 ** (index + 1));
		expect(medianOf(growing) / 900).toBeCloseTo(1, 1);
	});

	it('forgets what was before a change', () => {
		const [early] = rangeOf([
			...Array.from({ length: 12 }, (_, index) => 1_600 + 30 * (index % 5)),
			...Array(15).fill(400),
		]);
		expect(early).toBeGreaterThan(1_300);
	});

	it('is a few numbers, however long the history is', () => {
		const scattered = Array.from({ length: 10_000 }, (_, index) => 1.7 ** (index % 25));
		expect(JSON.stringify(posteriorOf(scattered)).length).toBeLessThan(2_000);
		expect(posteriorOf(scattered)).toEqual(posteriorOf(scattered.slice(0, 60)));
	});
});

describe('the borrowed posterior', () => {
	it('is around the other datasets, and as wide as they differ', () => {
		const widthOf = (durations: readonly number[]) => borrowedPosteriorOf(durations).kinds[0]?.scale ?? 0;
		expect(borrowedPosteriorOf([400, 900]).kinds[0]?.medianSeconds).toBeCloseTo(600, 6);
		expect(widthOf([60, 900, 7_200])).toBeGreaterThan(2 * widthOf([800, 900, 1_000]));
	});

	it('counts as no past export of the dataset', () => {
		expect(borrowedPosteriorOf([900, 950])).toMatchObject({ pastExports: 0, kinds: [{ weight: 0.985 }] });
	});

	it('is empty if there are no other exports', () => {
		expect(borrowedPosteriorOf([])).toEqual({ pastExports: 0, kinds: [] });
	});
});
