import { describe, expect, it } from 'vitest';
import { MAX_POLLS } from '#contracts/vocabulary.ts';
import { planWatch, waitForNextPoll } from '#functions/watch-export/poll-policy/next-poll.ts';
import { posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import { createRandom } from '../../../../bench/polling/random.ts';
import { badHistories, quarterHours } from '../../../support/bad-histories.ts';

const DAY = 86_400;
/** Of one Task, Choice and Wait, and of one retry. */
const EVENTS_PER_POLL = 12;
const defaults = { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 };

const plan = ({ poll = defaults, deadlineSeconds = DAY, past = [] as readonly number[] } = {}) =>
	planWatch({ deadlineSeconds, poll, posterior: posteriorOf(past) });
const next = (
	ageSeconds: number,
	{ polls = 3, jitter = 0.5, ...rest }: Parameters<typeof plan>[0] & { polls?: number; jitter?: number } = {},
) => waitForNextPoll(plan(rest), { ageSeconds, polls, jitter });

/** The waits of one watch, from the poll at creation to the deadline. */
const waitsOf = (poll: typeof defaults, deadlineSeconds: number, past: readonly number[] = []): number[] => {
	const watchPlan = plan({ poll, deadlineSeconds, past });
	const waits: number[] = [];
	for (let ageSeconds = 0.4; ageSeconds < deadlineSeconds; ageSeconds += waits.at(-1) as number)
		waits.push(waitForNextPoll(watchPlan, { ageSeconds, polls: waits.length + 1, jitter: 0.3 }));
	return waits;
};

describe('the next poll', () => {
	it('comes when the export is about to end; later polls come often, then seldom if the export outlives the forecast', () => {
		const [first = 0, second = 0, ...later] = waitsOf(defaults, DAY, quarterHours);
		expect(first).toBeGreaterThan(700);
		expect(first).toBeLessThan(900);
		expect(second).toBeLessThan(first / 5);
		expect(later.at(-2)).toBeGreaterThan(5 * second);
	});

	it('comes later if a poll costs more', () => {
		expect(next(900, { poll: { ...defaults, costSeconds: 100 } })).toBeGreaterThan(2 * next(900));
	});

	it('differs between watches that begin together, by no more than a sixth of the wait', () => {
		const past = [700, 1_100, 900, 1_300, 820, 1_000, 760];
		const waits = Array.from({ length: 40 }, (_, index) => next(0, { past, jitter: index / 40 }));
		expect(new Set(waits).size).toBeGreaterThan(20);
		expect(Math.max(...waits) / Math.min(...waits)).toBeLessThan(1.18);
	});

	it.each([
		[40, 10],
		[613, 5],
		[613, 30],
		[2_000, 60],
	])('never comes before a job can be done that always took %i s, %i times', (seconds, times) => {
		const watchPlan = plan({ past: Array(times).fill(seconds), poll: { ...defaults, maxSeconds: DAY } });
		for (let jitter = 0; jitter < 1; jitter += 0.02) {
			const wait = waitForNextPoll(watchPlan, { ageSeconds: 0, polls: 1, jitter });
			expect(wait).toBeGreaterThanOrEqual(seconds);
			expect(wait).toBeLessThan(seconds * 1.002 + 2);
		}
	});

	it('is never past the deadline, and never in less than a second', () => {
		expect(next(DAY - 100.5)).toBeLessThanOrEqual(101);
		expect(next(DAY - 8)).toBe(8);
		expect(next(DAY - 0.5)).toBe(1);
		expect(next(DAY)).toBe(1);
		expect(next(DAY + 7_000)).toBe(1);
	});

	it.each([
		['as often as allowed for half an hour', { minSeconds: 1, maxSeconds: 1, costSeconds: 10 }, 2_000],
		['as often as allowed for a day', { minSeconds: 1, maxSeconds: 44, costSeconds: 0.1 }, DAY],
		['as seldom as allowed for the longest deadline', { minSeconds: 1, maxSeconds: 1_296, costSeconds: 0.1 }, 30 * DAY],
		['with the defaults for the longest deadline', defaults, 30 * DAY],
		['with polls that cost almost nothing', { minSeconds: 1, maxSeconds: 1_800, costSeconds: 0.1 }, DAY],
		['with large bounds and a short deadline', { minSeconds: 3_600, maxSeconds: 86_400, costSeconds: 10 }, 60],
	])('leaves room in the history and keeps maxSeconds: %s', (_case, poll, deadlineSeconds) => {
		for (const past of [[], quarterHours, Array(50).fill(7 * DAY)]) {
			const waits = waitsOf(poll, deadlineSeconds, past);
			expect(waits.every((wait) => Number.isInteger(wait) && wait >= 1 && wait <= poll.maxSeconds)).toBe(true);
			expect(waits.length * EVENTS_PER_POLL).toBeLessThan(25_000);
			expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(deadlineSeconds + 1);
		}
	});

	it('comes every second at first if the options say so', () => {
		const everySecond = { minSeconds: 1, maxSeconds: 1, costSeconds: 10 };
		expect(next(60, { poll: everySecond, polls: 60, deadlineSeconds: 2_000 })).toBe(1);
	});
});

describe('past exports with useless durations', () => {
	it.each(badHistories)('%s keep a watch within its bounds', (_case, past) => {
		for (const deadlineSeconds of [60, DAY, 30 * DAY]) {
			const watchPlan = plan({ past, deadlineSeconds });
			for (const age of [0, 0.001, 1, 59.5, 600, 901, 86_000, 600_000].filter((each) => each < deadlineSeconds - 5)) {
				const wait = waitForNextPoll(watchPlan, { ageSeconds: age, polls: 3, jitter: 0.5 });
				expect(Number.isInteger(wait)).toBe(true);
				expect(wait).toBeGreaterThanOrEqual(Math.min(5, deadlineSeconds - age));
				expect(wait).toBeLessThanOrEqual(1_800);
			}
		}
	});

	it('of a week does not spoil the forecast from the others', () => {
		expect(next(0, { past: [7 * DAY, ...quarterHours] })).toBeCloseTo(next(0, { past: quarterHours }), -2);
	});
});

describe('whatever the options are', () => {
	it('the wait is a whole number of seconds within the bounds, up to the deadline', () => {
		const random = createRandom(5, 'whatever is asked');
		const between = (from: number, to: number) => Math.exp(Math.log(from) + random() * Math.log(to / from));
		for (let round = 0; round < 150; round += 1) {
			const minSeconds = Math.ceil(between(1, 3_600));
			const poll = { minSeconds, maxSeconds: Math.ceil(between(minSeconds, 86_400)), costSeconds: between(0.1, 3_600) };
			const longest = Math.min(2_592_000, MAX_POLLS * poll.maxSeconds);
			const deadlineSeconds = Math.floor(between(60, longest));
			const past = Array.from({ length: Math.floor(random() * 60) }, () => between(1, 1e6));
			const watchPlan = plan({ poll, deadlineSeconds, past });
			for (let count = 0; count < 10; count += 1) {
				const left = between(1, deadlineSeconds);
				const wait = waitForNextPoll(watchPlan, { ageSeconds: deadlineSeconds - left, polls: 1, jitter: random() });
				expect(Number.isInteger(wait)).toBe(true);
				expect(wait).toBeGreaterThanOrEqual(Math.min(poll.minSeconds, left));
				expect(wait).toBeLessThan(left + 1);
				expect(wait).toBeLessThanOrEqual(poll.maxSeconds);
			}
		}
	});
});
