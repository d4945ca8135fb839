import { describe, expect, it } from 'vitest';
import { describeForecast, makeForecast } from '#functions/watch-export/poll-policy/forecast.ts';
import { borrowedPosteriorOf, posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';

const DAY = 86_400;
const textOf = (durations: readonly number[]) => describeForecast(makeForecast(posteriorOf(durations)));

describe('the forecast as text', () => {
	it('says how long most exports take, in the unit that fits', () => {
		expect(textOf(Array.from({ length: 20 }, (_, index) => 900 + 150 * Math.sin(9 * index)))).toMatch(
			/^usually takes 1\d to 1\d min$/,
		);
		expect(textOf([11, 13, 12, 14, 12])).toMatch(/^usually takes \d+ to \d+ sec$/);
		expect(textOf([20_000, 30_000, 25_000])).toMatch(/^usually takes [\d.]+ to [\d.]+ hr$/);
	});

	it('says what exports take that outlive the deadline', () => {
		expect(textOf(Array(50).fill(7 * DAY))).toBe('usually takes about 7 days');
	});

	it('says if it is from other datasets', () => {
		expect(describeForecast(makeForecast(borrowedPosteriorOf([800, 900, 1_000])))).toMatch(
			/^no past exports of this dataset; by those of other datasets, it may take \d+ to \d+ min$/,
		);
	});

	it('says if there is nothing to learn from', () => {
		expect(textOf([])).toMatch(/^no past exports to learn from, so it may take \d+ sec to \d+ min$/);
	});
});
