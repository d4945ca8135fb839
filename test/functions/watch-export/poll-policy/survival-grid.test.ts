import { describe, expect, it } from 'vitest';
import { posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import { predictiveKindsOf } from '#functions/watch-export/poll-policy/prior-kinds.ts';
import { quantileOf, survivalGridOf, survivalOf } from '#functions/watch-export/poll-policy/survival-grid.ts';

const DAY = 86_400;
const POLL = { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 };

describe('the survival function', () => {
	it('is that of a Student-t logarithm: with one and three degrees of freedom in closed form', () => {
		const kind = (degreesOfFreedom: number) => [{ weight: 1, medianSeconds: 600, scale: 0.5, degreesOfFreedom }];
		for (const seconds of [1, 60, 600, 900, 86_400, 1e9]) {
			const t = Math.log(seconds / 600) / 0.5;
			const cauchy = 0.5 - Math.atan(t) / Math.PI;
			const three = 0.5 - (Math.atan(t / Math.sqrt(3)) + t / Math.sqrt(3) / (1 + t ** 2 / 3)) / Math.PI;
			expect(survivalOf(kind(1), seconds)).toBeCloseTo(cauchy, 12);
			expect(survivalOf(kind(3), seconds)).toBeCloseTo(three, 12);
		}
	});

	it.each([
		['nothing', []],
		['one export', [900]],
		['thirty equal ones', Array(30).fill(7_200)],
		['two kinds', Array.from({ length: 20 }, (_, index) => (index % 2 ? 300 : 7_200))],
	])('is the same on the grid, after %s', (_case, past: number[]) => {
		const kinds = predictiveKindsOf(posteriorOf(past));
		const { ages, survival } = survivalGridOf(kinds, DAY, POLL);
		expect(ages[0]).toBe(0);
		expect(ages.at(-1)).toBe(DAY);
		expect(ages.length).toBeLessThan(2_500);
		for (const [index, age] of ages.entries())
			if (age > 0) expect(Math.abs((survival[index] as number) - survivalOf(kinds, age))).toBeLessThan(2e-4);
	});

	it('has its median at a quarter of an hour if there are no past exports', () => {
		const grid = survivalGridOf(predictiveKindsOf(posteriorOf([])), DAY, POLL);
		expect(quantileOf(grid, 0.5) / 60).toBeGreaterThan(14);
		expect(quantileOf(grid, 0.5) / 60).toBeLessThan(17);
	});
});
