import { describe, expect, it } from 'vitest';
import { densityOf, quantileOf, survivalOf } from '#functions/watch-export/poll-policy/duration-mixture.ts';

const kind = (degreesOfFreedom: number) => [{ weight: 1, medianSeconds: 600, scale: 0.5, degreesOfFreedom }];
const two = [
	{ weight: 0.7, medianSeconds: 300, scale: 0.1, degreesOfFreedom: 8 },
	{ weight: 0.3, medianSeconds: 4_000, scale: 0.2, degreesOfFreedom: 3.5 },
];

describe('the duration', () => {
	it('has a Student-t logarithm: with one and three degrees of freedom in closed form', () => {
		for (const seconds of [1, 60, 600, 900, 86_400, 1e9]) {
			const t = Math.log(seconds / 600) / 0.5;
			const cauchy = 0.5 - Math.atan(t) / Math.PI;
			const three = 0.5 - (Math.atan(t / Math.sqrt(3)) + t / Math.sqrt(3) / (1 + t ** 2 / 3)) / Math.PI;
			expect(survivalOf(kind(1), seconds)).toBeCloseTo(cauchy, 12);
			expect(survivalOf(kind(3), seconds)).toBeCloseTo(three, 12);
		}
	});

	it('has a density that is the slope of the survival function', () => {
		const density = densityOf(two);
		for (const seconds of [100, 290, 310, 1_000, 4_000, 20_000]) {
			const step = seconds * 1e-5;
			const slope = (survivalOf(two, seconds - step) - survivalOf(two, seconds + step)) / (2 * step);
			expect(density(seconds)).toBeCloseTo(slope, 8);
		}
	});

	it('has quantiles that the survival function gives back', () => {
		for (const share of [0.01, 0.1, 0.5, 0.69, 0.71, 0.9, 0.999])
			expect(survivalOf(two, quantileOf(two, share))).toBeCloseTo(1 - share, 5);
		expect(quantileOf(kind(5), 0.5)).toBeCloseTo(600, 2);
	});
});
