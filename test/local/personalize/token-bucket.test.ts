import { expect, test } from 'vitest';
import { createTokenBucket } from '../../../local/aws/personalize/token-bucket.ts';

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

test('a bucket lets a burst pass, then as many as the rate allows', () => {
	const { passAt } = bucketWithClock();
	expect([passAt(0), passAt(0.5), passAt(1), passAt(3)]).toEqual([3, 0, 1, 2]);
});

test('a bucket never holds more than the burst, however long it was left alone', () => {
	const { passAt } = bucketWithClock();
	expect([passAt(0), passAt(3600)]).toEqual([3, 3]);
});

test('a clock that is set back costs no tokens', () => {
	const { passAt } = bucketWithClock();
	expect([passAt(100), passAt(0), passAt(1)]).toEqual([3, 0, 1]);
});
