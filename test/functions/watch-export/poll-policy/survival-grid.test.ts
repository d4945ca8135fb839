import { describe, expect, it } from 'vitest';
import { survivalOf } from '#functions/watch-export/poll-policy/duration-mixture.ts';
import { posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import { predictiveKindsOf } from '#functions/watch-export/poll-policy/prior-kinds.ts';
import { survivalGridOf } from '#functions/watch-export/poll-policy/survival-grid.ts';

const DAY = 86_400;
const POLL = { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 };

describe('the grid', () => {
	it.each([
		['nothing', []],
		['one export', [900]],
		['thirty equal ones', Array(30).fill(7_200)],
		['a hundred equal ones', Array(100).fill(2_000)],
		['equal ones of half a day', Array(60).fill(43_210)],
		['two kinds', Array.from({ length: 20 }, (_, index) => (index % 2 ? 300 : 7_200))],
		['two kinds, each always the same', Array.from({ length: 60 }, (_, index) => (index % 2 ? 613 : 3_000))],
	])('has the survival function of the forecast, after %s', (_case, past: number[]) => {
		const kinds = predictiveKindsOf(posteriorOf(past));
		const { ages, survival } = survivalGridOf(kinds, DAY, POLL);
		expect(ages[0]).toBe(0);
		expect(ages.at(-1)).toBe(DAY);
		expect(ages.length).toBeLessThan(3_000);
		for (const [index, age] of ages.entries())
			if (age > 0) expect(Math.abs((survival[index] as number) - survivalOf(kinds, age))).toBeLessThan(1e-3);
	});
});
