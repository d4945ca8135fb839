import { describe, expect, it } from 'vitest';
import { describeForecast, makeForecast } from '#functions/watch-export/poll-policy/forecast.ts';

const poll = { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 };
const textOf = (durations: readonly number[]) => describeForecast(makeForecast(durations, 86_400, poll));

describe('the forecast as text', () => {
	it('says how long most exports take, in the unit that fits', () => {
		expect(textOf(Array.from({ length: 20 }, (_, index) => 900 + 10 * index))).toMatch(
			/^usually takes 1\d to 2?\d+ min$/,
		);
		expect(textOf(Array(20).fill(12))).toMatch(/^usually takes \d+ to \d+ sec$/);
		expect(textOf(Array(20).fill(20_000))).toMatch(/^usually takes [\d.]+ to [\d.]+ hr$/);
	});

	it('says if there are no past exports', () => {
		expect(textOf([])).toMatch(/^no past exports to learn from, so it may take \d+ min to [\d.]+ hr$/);
	});
});
