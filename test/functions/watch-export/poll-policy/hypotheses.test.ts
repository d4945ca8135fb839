import { describe, expect, it } from 'vitest';
import { change, steady, trend } from '#functions/watch-export/poll-policy/hypotheses.ts';
import { logNormal } from '../../../../bench/polling/laws.ts';
import { createRandom } from '../../../../bench/polling/random.ts';

/** ln of durations around these medians, newest first. */
const around = (medians: readonly number[]) => {
	const random = createRandom(11, 'hypotheses');
	return medians.map((median) => Math.log(logNormal(median, 0.15).draw(random)));
};
const oldestFirst = (count: number, medianOf: (index: number) => number) =>
	around(Array.from({ length: count }, (_, index) => medianOf(index)).reverse());
const weights = (logs: readonly number[]) => ({
	steady: steady(logs).logWeight,
	trend: trend(logs)[0]?.logWeight ?? Number.NEGATIVE_INFINITY,
	change: change(logs)[0]?.logWeight ?? Number.NEGATIVE_INFINITY,
});
const mostLikely = (logs: readonly number[]) =>
	Object.entries(weights(logs)).reduce((one, other) => (other[1] > one[1] ? other : one))[0];

describe('the evidence', () => {
	it.each([
		['steady', 'exports that are alike', oldestFirst(30, () => 900)],
		['steady', 'kinds that alternate', oldestFirst(30, (index) => (index % 2 ? 300 : 7_200))],
		['trend', 'exports that grow by 3 %', oldestFirst(30, (index) => 900 * 1.03 ** index)],
		['trend', 'exports that shrink by 6 %', oldestFirst(20, (index) => 9_000 * 0.94 ** index)],
		[
			'change',
			'exports that took four times as long from the 16th on',
			oldestFirst(25, (index) => (index < 15 ? 400 : 1_600)),
		],
	])('is for the hypothesis "%s" after %s', (hypothesis, _case, logs) => {
		expect(mostLikely(logs)).toBe(hypothesis);
	});
});

describe('a trend', () => {
	it('is continued to the next export', () => {
		const logs = Array.from(
			{ length: 20 },
			(_, index) => Math.log(900) - 0.05 * (index + 1) + 0.02 * Math.sin(9 * index),
		);
		const [likeliest] = [...(trend(logs)[0]?.kinds ?? [])].sort((one, other) => other.weight - one.weight);
		expect(likeliest?.medianSeconds).toBeGreaterThan(880);
		expect(likeliest?.medianSeconds).toBeLessThan(920);
	});

	it('needs three exports', () => {
		expect(trend([6, 6.1])).toEqual([]);
	});
});

describe('a change', () => {
	it('leaves only the exports after it', () => {
		const kinds = change(oldestFirst(25, (index) => (index < 15 ? 400 : 1_600)))[0]?.kinds ?? [];
		expect(kinds.every(({ medianSeconds }) => medianSeconds > 1_300)).toBe(true);
	});

	it('needs two exports', () => {
		expect(change([6])).toEqual([]);
	});
});
