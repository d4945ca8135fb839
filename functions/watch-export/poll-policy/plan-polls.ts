import type { PollOptions } from '#contracts/watch.ts';

/** A job's age in seconds on a grid, and the chance at each of them that the job is still running then. */
export interface SurvivalGrid {
	readonly ages: Float64Array;
	readonly survival: Float64Array;
}

/** What is still to be paid from each age of the grid on, if every look is at the best age. */
export interface PollPlan extends SurvivalGrid {
	/** B below. */
	readonly costs: Float64Array;
}

/**
 * Optimum checking by the exact recursion (Barlow, Hunter and Proschan, 1963), backwards from the last age of the grid:
 * a look at `u` after one at `t` costs `costSeconds`, and is late by `u − T` for the jobs that end at `T` between.
 *
 *   S(t) V(t) = min over u of  S(t) (costSeconds + u − t) − ∫ₜᵘ S + S(u) V(u)
 *
 * With A(t) = ∫₀ᵗ S and B(u) = S(u) V(u) − A(u) that is S(t) (costSeconds + u − t) + B(u): lines in S(t) with slope u, so
 * the best `u` only ever moves one way, and the search is short.
 */
export const planPolls = ({ ages, survival }: SurvivalGrid, look: PollOptions): PollPlan => {
	const last = ages.length - 1;
	const running = integrate(ages, survival);
	const costs = new Float64Array(ages.length);
	costs[last] = -at(running, last);
	let best = last;
	for (let index = last - 1; index >= 0; index -= 1) {
		const { found, cost } = search(ages, at(ages, index), at(survival, index), costs, look, index + 1, best);
		best = found;
		costs[index] = cost;
	}
	return { ages, survival, costs };
};

/** The best age for the next look after one at `age`, which need not be on the grid. */
export const nextPollOf = ({ ages, survival, costs }: PollPlan, age: number, look: PollOptions): number => {
	const after = firstAfter(ages, age);
	if (after === ages.length) return age + look.maxSeconds;
	const share = (age - at(ages, after - 1)) / (at(ages, after) - at(ages, after - 1));
	const surviving = at(survival, after - 1) * (1 - share) + at(survival, after) * share;
	const { found } = search(ages, age, surviving, costs, look, after, ages.length - 1);
	return at(ages, found);
};

const search = (
	ages: Float64Array,
	age: number,
	surviving: number,
	costs: Float64Array,
	{ costSeconds, minSeconds, maxSeconds }: PollOptions,
	from: number,
	to: number,
): { readonly found: number; readonly cost: number } => {
	let found = from;
	let cost = Number.POSITIVE_INFINITY;
	for (let index = from; index <= to; index += 1) {
		const step = at(ages, index) - age;
		if (index > from && step > maxSeconds) break;
		if (step < minSeconds && index < to) continue;
		const candidate = surviving * (costSeconds + step) + at(costs, index);
		if (candidate < cost) {
			cost = candidate;
			found = index;
		}
	}
	return { found, cost };
};

/** The first index whose age is greater. */
const firstAfter = (ages: Float64Array, age: number): number => {
	let low = 1;
	let high = ages.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (at(ages, middle) > age) high = middle;
		else low = middle + 1;
	}
	return low;
};

/** The running integral, by trapezoids. */
const integrate = (ages: Float64Array, values: Float64Array): Float64Array => {
	const sums = new Float64Array(ages.length);
	for (let index = 1; index < ages.length; index += 1) {
		const step = at(ages, index) - at(ages, index - 1);
		sums[index] = at(sums, index - 1) + (step * (at(values, index) + at(values, index - 1))) / 2;
	}
	return sums;
};

const at = (values: Float64Array, index: number): number => values[index] as number;
