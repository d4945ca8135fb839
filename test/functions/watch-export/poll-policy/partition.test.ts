import { describe, expect, it } from 'vitest';
import { partitionOf, predictNext } from '#functions/watch-export/poll-policy/partition.ts';

const spread = (around: number, count: number) =>
	Array.from({ length: count }, (_, index) => Math.log(around) + 0.1 * Math.sin(7 * index));

describe('the partition', () => {
	it('keeps exports of one kind together', () => {
		expect(partitionOf(spread(900, 30)).kinds).toHaveLength(1);
	});

	it('tells kinds apart and knows which export is of which', () => {
		const long = spread(7_200, 10);
		const short = spread(300, 20);
		const { kinds } = partitionOf([...long, ...short]);
		expect(kinds.map(({ members }) => members.length).sort()).toEqual([10, 20]);
		const ofLong = kinds.find(({ members }) => members.includes(0));
		expect([...(ofLong?.members ?? [])].sort((one, other) => one - other)).toEqual(long.map((_, index) => index));
	});

	it('is better evidence for exports of one kind than for the same number of scattered ones', () => {
		const scattered = Array.from({ length: 20 }, (_, index) => 2 + ((index * 7.3) % 9));
		expect(partitionOf(spread(900, 20)).logEvidence).toBeGreaterThan(partitionOf(scattered).logEvidence + 10);
	});

	it('leaves a share for a kind not seen before, which shrinks with the exports', () => {
		const unseenAfter = (count: number) =>
			1 - predictNext(partitionOf(spread(900, count))).reduce((sum, { weight }) => sum + weight, 0);
		expect(unseenAfter(1)).toBeCloseTo(0.15 / 1.15, 10);
		expect(unseenAfter(30)).toBeCloseTo(0.15 / 30.15, 10);
	});
});
