import { describe, expect, it } from 'vitest';
import { posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';

describe('the posterior', () => {
	it('after one export is the textbook’s normal–inverse-gamma update', () => {
		const [kind] = posteriorOf([1_200]).kinds;
		const [strength, rate] = [1.03, 2 * 0.25 ** 2 + (0.03 * Math.log(1_200 / 900) ** 2) / (2 * 1.03)];
		expect(kind?.degreesOfFreedom).toBeCloseTo(5, 12);
		expect(kind?.medianSeconds).toBeCloseTo(900 ** (0.03 / strength) * 1_200 ** (1 / strength), 9);
		expect(kind?.scale).toBeCloseTo(Math.sqrt((rate / 2.5) * (1 + 1 / strength)), 12);
		expect(kind?.weight).toBeCloseTo(1 / 1.2, 12);
	});

	it('approaches the median and the scale of the exports, but never certainty', () => {
		const [kind, ...others] = posteriorOf(Array(50).fill(900)).kinds;
		expect(others).toEqual([]);
		expect(kind?.medianSeconds).toBeCloseTo(900, 0);
		expect(kind?.scale).toBeGreaterThan(0.05);
		expect(kind?.weight).toBeGreaterThan(0.98);
	});

	it('tells two kinds of exports apart, each with its share', () => {
		const { kinds } = posteriorOf(Array.from({ length: 30 }, (_, index) => (index % 2 ? 300 : 7_200) + index));
		expect(kinds.map(({ medianSeconds }) => Math.round(medianSeconds / 60)).sort((a, b) => a - b)).toEqual([5, 119]);
		expect(kinds.every(({ weight }) => weight > 0.45)).toBe(true);
	});

	it('gives newer exports more weight, so it follows a drift', () => {
		const drifting = Array.from({ length: 30 }, (_, index) => 900 / 1.02 ** index);
		const [kind] = posteriorOf(drifting).kinds;
		const [turned] = posteriorOf(drifting.toReversed()).kinds;
		expect(kind?.medianSeconds).toBeGreaterThan((turned?.medianSeconds ?? 0) * 1.05);
	});

	it('is a few numbers, however long the history is', () => {
		const scattered = Array.from({ length: 10_000 }, (_, index) => 1.7 ** (index % 25));
		expect(JSON.stringify(posteriorOf(scattered)).length).toBeLessThan(800);
		expect(posteriorOf(scattered)).toEqual(posteriorOf(scattered.slice(0, 50)));
	});
});
