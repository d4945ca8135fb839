import { describe, expect, it } from 'vitest';
import { quantileOf } from '#functions/watch-export/poll-policy/duration-mixture.ts';
import { borrowedPosteriorOf, posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import { predictiveKindsOf } from '#functions/watch-export/poll-policy/prior-kinds.ts';

describe('the prediction', () => {
	it('without past exports has its median at five minutes, and is wide', () => {
		const kinds = predictiveKindsOf(posteriorOf([]));
		expect(quantileOf(kinds, 0.5)).toBeCloseTo(300, 2);
		expect(quantileOf(kinds, 1 / 6)).toBeLessThan(60);
		expect(quantileOf(kinds, 5 / 6)).toBeGreaterThan(25 * 60);
	});

	it.each([
		['nothing', posteriorOf([])],
		['some exports', posteriorOf([900, 850, 40, 7_000, 910])],
		['other datasets', borrowedPosteriorOf([900, 850, 40])],
	])('has weights that sum to one, after %s', (_case, posterior) => {
		const kinds = predictiveKindsOf(posterior);
		expect(kinds.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
		expect(kinds.every(({ weight }) => weight > 0)).toBe(true);
	});
});
