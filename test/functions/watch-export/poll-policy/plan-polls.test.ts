import { describe, expect, it } from 'vitest';
import type { PollOptions } from '#contracts/watch.ts';
import { bestAgesAfter, type PollPlan, planPolls } from '#functions/watch-export/poll-policy/plan-polls.ts';

const NO_BOUNDS = { minSeconds: 0, maxSeconds: Number.POSITIVE_INFINITY, costSeconds: 10 };

/** Every half second up to the last age. */
const everyAge = (last: number): Float64Array => Float64Array.from({ length: 2 * last + 1 }, (_, index) => index / 2);

const bestAgeAfter = (plan: PollPlan, age: number, poll: PollOptions) => bestAgesAfter(plan, age, poll, 0).best;

describe('the plan', () => {
	it('has one poll, at the end, if a second one would cost far too much', () => {
		const ages = everyAge(600);
		const survival = ages.map((age) => 1 - age / 600);
		const poll = { ...NO_BOUNDS, costSeconds: 1_000 };
		expect(bestAgeAfter(planPolls({ ages, survival }, poll), 0, poll)).toBe(600);
	});

	it('is the closed form for a uniform duration: each wait is shorter than the last by the cost of a poll', () => {
		const ages = everyAge(1_000);
		const plan = planPolls({ ages, survival: ages.map((age) => 1 - age / 1_000) }, NO_BOUNDS);
		const polls: number[] = [];
		for (let age = 0; age < 1_000; age = polls.at(-1) as number) polls.push(bestAgeAfter(plan, age, NO_BOUNDS));
		// Barlow, Hunter and Proschan: n polls, the largest n with n(n − 1) < 2 · 1,000 / 10; wait k = 1,000/n + 10 (n + 1 − 2k)/2
		const n = polls.length;
		expect(n).toBe(14);
		for (const [index, poll] of polls.entries()) {
			const k = index + 1;
			expect(Math.abs(poll - ((k * 1_000) / n + (10 * k * (n - k)) / 2))).toBeLessThan(3);
		}
	});

	it('has even waits, as in the textbook, if the past says nothing about the future', () => {
		const ages = everyAge(20_000);
		const mean = 1_000;
		const plan = planPolls({ ages, survival: ages.map((age) => Math.exp(-age / mean)) }, NO_BOUNDS);
		// The wait w solves e^(w/m) − w/m − 1 = c/m.
		let wait = 100;
		for (let step = 0; step < 20; step += 1)
			wait -= (Math.expm1(wait / mean) - wait / mean - 10 / mean) / (Math.expm1(wait / mean) / mean);
		for (const age of [0, 137, 1_500]) expect(bestAgeAfter(plan, age, NO_BOUNDS) - age).toBeCloseTo(wait, -1);
	});
});

describe('the range around the best age', () => {
	const ages = everyAge(1_000);

	it('contains exactly the ages that cost at most the tolerance more', () => {
		const survival = ages.map((age) => Math.exp(-age / 300));
		const plan = planPolls({ ages, survival }, NO_BOUNDS);
		const costOf = (age: number) => NO_BOUNDS.costSeconds + age + (plan.costs[2 * age] as number);
		const { best, earliest, latest } = bestAgesAfter(plan, 0, NO_BOUNDS, 0.5);
		expect(earliest).toBeLessThan(best);
		expect(latest).toBeGreaterThan(best);
		for (const age of [earliest, latest]) expect(costOf(age)).toBeLessThanOrEqual(costOf(best) + 0.5);
		for (const age of [earliest - 0.5, latest + 0.5]) expect(costOf(age)).toBeGreaterThan(costOf(best) + 0.5);
	});

	it('begins at the end of a job that always takes the same time', () => {
		const survival = ages.map((age) => (age < 613 ? 1 : 0));
		const { best, earliest, latest } = bestAgesAfter(planPolls({ ages, survival }, NO_BOUNDS), 0, NO_BOUNDS, 0.5);
		expect([best, earliest, latest]).toEqual([613, 613, 613.5]);
	});
});
