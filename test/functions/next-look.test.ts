import { describe, expect, it } from 'vitest';
import { nextLook } from '../../functions/describe-export-job/next-look.ts';

const DAY = 86_400;
/** Three states and a Task, and the events of one retry. */
const EVENTS_A_LAP = 12;
const defaults = { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 };
const next = (ageSeconds: number, poll = defaults, deadlineSeconds = DAY, looks = 3) =>
	nextLook({ ageSeconds, secondsToDeadline: deadlineSeconds - ageSeconds, looks, poll });

describe('the next look', () => {
	it('comes after a tenth of the time since creation, in whole seconds, within the bounds', () => {
		expect([0, 30, 605, 7_200, 40_000].map((age) => next(age))).toEqual([5, 5, 61, 720, 1_800]);
	});

	it('is never past the deadline, and never in less than a second', () => {
		expect(next(DAY - 100.5)).toBe(101);
		expect(next(DAY)).toBe(1);
		expect(next(DAY + 7_000)).toBe(1);
	});

	it.each([
		['as often as allowed for the longest deadline', { minSeconds: 1, maxSeconds: 1, costSeconds: 10 }, 2_592_000],
		['as often as allowed for a day', { minSeconds: 1, maxSeconds: 1, costSeconds: 10 }, DAY],
		['with the defaults for the longest deadline', defaults, 2_592_000],
		['with large bounds and a short deadline', { minSeconds: 3_600, maxSeconds: 86_400, costSeconds: 10 }, 60],
	])('leaves the history room: %s', (_case, poll, deadlineSeconds) => {
		let ageSeconds = 0.4;
		let looks = 1;
		for (; ageSeconds < deadlineSeconds; looks += 1) {
			const wait = next(ageSeconds, poll, deadlineSeconds, looks);
			expect(Number.isInteger(wait)).toBe(true);
			ageSeconds += wait;
		}
		expect(looks * EVENTS_A_LAP).toBeLessThan(25_000);
		expect(ageSeconds).toBeLessThan(deadlineSeconds + 1);
	});

	it('still looks every second at first where a person wants that', () => {
		expect(next(60, { minSeconds: 1, maxSeconds: 1, costSeconds: 10 }, DAY, 60)).toBe(1);
	});
});
