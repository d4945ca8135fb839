import { describe, expect, it } from 'vitest';
import { createTokenBucket } from '../../../../local/aws/personalize/token-bucket.ts';

const bucketWithClock = () => {
	let seconds = 0;
	const mayPass = createTokenBucket({ perSecond: 1, burst: 3 }, () => new Date(seconds * 1000));
	return {
		/** How many of five requests pass at that second. */
		passAt: (second: number): number => {
			seconds = second;
			return Array.from({ length: 5 }, mayPass).filter(Boolean).length;
		},
	};
};

describe('a token bucket', () => {
	it('lets a burst pass, then as many requests as the rate allows', () => {
		const { passAt } = bucketWithClock();
		expect([passAt(0), passAt(0.5), passAt(1), passAt(3)]).toEqual([3, 0, 1, 2]);
	});

	it('never holds more than the burst, however long nobody asked', () => {
		const { passAt } = bucketWithClock();
		expect([passAt(0), passAt(3600)]).toEqual([3, 3]);
	});

	it('loses no tokens when the clock is set back', () => {
		const { passAt } = bucketWithClock();
		expect([passAt(100), passAt(0), passAt(1)]).toEqual([3, 0, 1]);
	});
});
