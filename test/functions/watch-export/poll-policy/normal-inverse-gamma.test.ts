import gammaln from '@stdlib/math-base-special-gammaln';
import { describe, expect, it } from 'vitest';
import {
	logEvidence,
	logSumExp,
	predict,
	varianceOf,
} from '#functions/watch-export/poll-policy/normal-inverse-gamma.ts';
import { LOG_RANGE } from '#functions/watch-export/poll-policy/past-logs.ts';

describe('the evidence', () => {
	it('of one export is one over the range, because its mean may be anywhere', () => {
		expect(logEvidence({ count: 1, mean: 6, scatter: 0 })).toBeCloseTo(-Math.log(LOG_RANGE), 12);
	});

	it('is the product of the predictive densities, export by export', () => {
		const [first, second] = [6, 6.3];
		const density = predict({ count: 1, mean: first, scatter: 0 }, 0).reduce(
			(sum, { weight, scale, degreesOfFreedom: v }) =>
				sum +
				(weight *
					Math.exp(gammaln((v + 1) / 2) - gammaln(v / 2)) *
					(1 + ((second - first) / scale) ** 2 / v) ** (-(v + 1) / 2)) /
					(scale * Math.sqrt(v * Math.PI)),
			0,
		);
		const both = { count: 2, mean: 6.15, scatter: 2 * 0.15 ** 2 };
		expect(logEvidence(both)).toBeCloseTo(Math.log(density) - Math.log(LOG_RANGE), 10);
	});

	it('is added without losing what cannot be represented', () => {
		expect(logSumExp([-1_000, -1_000])).toBeCloseTo(-1_000 + Math.log(2), 10);
		expect(logSumExp([0, Number.NEGATIVE_INFINITY])).toBe(0);
	});
});

describe('the variance', () => {
	it('is that of the exports, if there are many', () => {
		expect(varianceOf({ count: 60, mean: 6, scatter: 60 * 0.3 ** 2 })).toBeCloseTo(0.09, 1);
		expect(varianceOf({ count: 60, mean: 6, scatter: 60 * 0.03 ** 2 })).toBeLessThan(0.06 ** 2);
	});

	it('is that of a machine after three equal durations', () => {
		expect(varianceOf({ count: 3, mean: 6, scatter: 0 })).toBeLessThan(0.005 ** 2);
	});
});
