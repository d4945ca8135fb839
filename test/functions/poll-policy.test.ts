import { describe, expect, it } from 'vitest';
import { kindsOf } from '#functions/watch-export/poll-policy/new-kinds.ts';
import { nextPollOf, planPolls } from '#functions/watch-export/poll-policy/plan-polls.ts';
import { posteriorOf } from '#functions/watch-export/poll-policy/posterior.ts';
import { ageBy, survivalGridOf, survivalOf } from '#functions/watch-export/poll-policy/survival-grid.ts';

const DAY = 86_400;
const POLL = { minSeconds: 5, maxSeconds: 1_800, costSeconds: 10 };
const NO_BOUNDS = { minSeconds: 0, maxSeconds: Number.POSITIVE_INFINITY, costSeconds: 10 };

/** Every age by half seconds, up to the last. */
const everyAge = (last: number): Float64Array => Float64Array.from({ length: 2 * last + 1 }, (_, index) => index / 2);

describe('the posterior', () => {
	it('after one export is the textbook’s normal–inverse-gamma update', () => {
		const [kind] = posteriorOf([1_200]).kinds;
		const [strength, rate] = [1.03, 2 * 0.25 ** 2 + (0.03 * Math.log(1_200 / 900) ** 2) / (2 * 1.03)];
		expect(kind?.degreesOfFreedom).toBeCloseTo(5, 12);
		expect(kind?.medianSeconds).toBeCloseTo(900 ** (0.03 / strength) * 1_200 ** (1 / strength), 9);
		expect(kind?.spread).toBeCloseTo(Math.sqrt((rate / 2.5) * (1 + 1 / strength)), 12);
		expect(kind?.weight).toBeCloseTo(1 / 1.2, 12);
	});

	it('comes to the exports’ own middle and spread, and never to certainty', () => {
		const [kind, ...others] = posteriorOf(Array(50).fill(900)).kinds;
		expect(others).toEqual([]);
		expect(kind?.medianSeconds).toBeCloseTo(900, 0);
		expect(kind?.spread).toBeGreaterThan(0.05);
		expect(kind?.weight).toBeGreaterThan(0.98);
	});

	it('tells two kinds of runs apart, each with its share', () => {
		const { kinds } = posteriorOf(Array.from({ length: 30 }, (_, index) => (index % 2 ? 300 : 7_200) + index));
		expect(kinds.map(({ medianSeconds }) => Math.round(medianSeconds / 60)).sort((a, b) => a - b)).toEqual([5, 119]);
		expect(kinds.every(({ weight }) => weight > 0.45)).toBe(true);
	});

	it('gives the newest exports more weight, so that it follows a drift', () => {
		const drifting = Array.from({ length: 30 }, (_, index) => 900 / 1.02 ** index);
		const [kind] = posteriorOf(drifting).kinds;
		const [turned] = posteriorOf(drifting.toReversed()).kinds;
		expect(kind?.medianSeconds).toBeGreaterThan((turned?.medianSeconds ?? 0) * 1.05);
	});

	it('is a few numbers whatever the history', () => {
		const scattered = Array.from({ length: 10_000 }, (_, index) => 1.7 ** (index % 25));
		expect(JSON.stringify(posteriorOf(scattered)).length).toBeLessThan(800);
		expect(posteriorOf(scattered)).toEqual(posteriorOf(scattered.slice(0, 50)));
	});

	it('without an export is around a quarter of an hour', () => {
		const grid = survivalGridOf(kindsOf(posteriorOf([])), DAY, POLL);
		expect(ageBy(grid, 0.5) / 60).toBeGreaterThan(14);
		expect(ageBy(grid, 0.5) / 60).toBeLessThan(17);
	});
});

describe('the chance that an export is still running', () => {
	it('is Student-t in the logarithm: one and three degrees of freedom in closed form', () => {
		const kind = (degreesOfFreedom: number) => [{ weight: 1, medianSeconds: 600, spread: 0.5, degreesOfFreedom }];
		for (const seconds of [1, 60, 600, 900, 86_400, 1e9]) {
			const t = Math.log(seconds / 600) / 0.5;
			const cauchy = 0.5 - Math.atan(t) / Math.PI;
			const three = 0.5 - (Math.atan(t / Math.sqrt(3)) + t / Math.sqrt(3) / (1 + t ** 2 / 3)) / Math.PI;
			expect(survivalOf(kind(1), seconds)).toBeCloseTo(cauchy, 12);
			expect(survivalOf(kind(3), seconds)).toBeCloseTo(three, 12);
		}
	});

	it.each([
		['nothing', []],
		['one export', [900]],
		['thirty equal ones', Array(30).fill(7_200)],
		['two kinds', Array.from({ length: 20 }, (_, index) => (index % 2 ? 300 : 7_200))],
	])('is on the grid what the distribution function says, after %s', (_case, past: number[]) => {
		const kinds = kindsOf(posteriorOf(past));
		const { ages, survival } = survivalGridOf(kinds, DAY, POLL);
		expect(ages[0]).toBe(0);
		expect(ages.at(-1)).toBe(DAY);
		expect(ages.length).toBeLessThan(2_500);
		for (const [index, age] of ages.entries())
			if (age > 0) expect(Math.abs((survival[index] as number) - survivalOf(kinds, age))).toBeLessThan(2e-4);
	});
});

describe('the plan', () => {
	it('finds the best single look by trying all, where the next is far too dear', () => {
		const ages = everyAge(600);
		const survival = ages.map((age) => 1 - age / 600);
		const look = { ...NO_BOUNDS, costSeconds: 1_000 };
		expect(nextPollOf(planPolls({ ages, survival }, look), 0, look)).toBe(600);
	});

	it('is the closed form for a uniform duration: each wait one look’s cost shorter than the last', () => {
		const ages = everyAge(1_000);
		const plan = planPolls({ ages, survival: ages.map((age) => 1 - age / 1_000) }, NO_BOUNDS);
		const polls: number[] = [];
		for (let age = 0; age < 1_000; age = polls.at(-1) as number) polls.push(nextPollOf(plan, age, NO_BOUNDS));
		// Barlow, Hunter and Proschan: n looks, the largest n with n(n − 1) < 2 · 1,000 / 10, wait k = 1,000/n + 10 (n + 1 − 2k)/2
		const n = polls.length;
		expect(n).toBe(14);
		for (const [index, look] of polls.entries()) {
			const k = index + 1;
			expect(Math.abs(look - ((k * 1_000) / n + (10 * k * (n - k)) / 2))).toBeLessThan(3);
		}
	});

	it('polls at even intervals where the past says nothing of the future, at those of the textbook', () => {
		const ages = everyAge(20_000);
		const mean = 1_000;
		const plan = planPolls({ ages, survival: ages.map((age) => Math.exp(-age / mean)) }, NO_BOUNDS);
		// the wait w that solves e^(w/m) − w/m − 1 = c/m
		let wait = 100;
		for (let step = 0; step < 20; step += 1)
			wait -= (Math.expm1(wait / mean) - wait / mean - 10 / mean) / (Math.expm1(wait / mean) / mean);
		for (const age of [0, 137, 1_500]) expect(nextPollOf(plan, age, NO_BOUNDS) - age).toBeCloseTo(wait, -1);
	});
});
