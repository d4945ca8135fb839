import { describe, expect, it } from 'vitest';
import { MAX_POLLS } from '#contracts/vocabulary.ts';
import { shortestWait } from '#functions/watch-export/poll-policy/shortest-wait.ts';

const DAY = 86_400;

/** The polls of a watch that always waits as short as it may. */
const pollsUntil = (deadlineSeconds: number, maxSeconds: number): number => {
	let polls = 1;
	for (let ageSeconds = 0; ageSeconds < deadlineSeconds; polls += 1) {
		const secondsToDeadline = deadlineSeconds - ageSeconds;
		ageSeconds += Math.max(1, Math.ceil(shortestWait({ ageSeconds, secondsToDeadline, polls, maxSeconds })));
	}
	return polls - 1;
};

describe('the shortest wait', () => {
	it.each([
		[30 * DAY, 1_800],
		[30 * DAY, 1_296],
		[DAY, 1_800],
		[DAY, 44],
		[2_000, 1],
	])(
		'reaches a deadline of %i s with the polls there is room for, if waits of %i s can',
		(deadlineSeconds, maxSeconds) => {
			expect(pollsUntil(deadlineSeconds, maxSeconds)).toBeLessThanOrEqual(MAX_POLLS);
		},
	);

	it('is short for a young job, and never over the longest while waits of that length reach the deadline', () => {
		const wait = (ageSeconds: number, polls: number) =>
			shortestWait({ ageSeconds, secondsToDeadline: 30 * DAY - ageSeconds, polls, maxSeconds: 1_800 });
		expect(wait(60, 2)).toBeLessThan(1);
		for (const polls of [2, 500, 1_000, 1_520]) expect(wait(20 * DAY, polls)).toBeLessThanOrEqual(1_800);
	});

	it('is all that is left if no poll is left', () => {
		expect(shortestWait({ ageSeconds: 100, secondsToDeadline: 5_000, polls: MAX_POLLS + 7, maxSeconds: 60 })).toBe(
			5_000,
		);
	});
});
