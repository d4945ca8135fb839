import type { PollOptions } from '#contracts/watch.ts';
import type { SurvivalGrid } from './survival-grid.ts';

/** The expected cost from each age of the grid on, if every later poll comes at the best age. */
export interface PollPlan extends SurvivalGrid {
	/** B below. */
	readonly costs: Float64Array;
}

/**
 * Plans the polls of least expected cost by the exact recursion of optimum checking (Barlow, Hunter and Proschan, 1963),
 * from the last age of the grid backwards. A poll at age `u` after one at `t` costs `costSeconds`, and it is `u − T` late
 * for a job that ended at `T` between them. With the survival function S and the expected cost V of a running job:
 *
 *   S(t) V(t) = min over u of  S(t) (costSeconds + u − t) − ∫ₜᵘ S + S(u) V(u)
 *
 * With A(t) = ∫₀ᵗ S and B(t) = S(t) V(t) − A(t) this is
 *
 *   B(t) = min over u of  S(t) (costSeconds + u − t) + B(u)
 *
 * For each `u` that is, but for a term common to all, a line in S(t) with slope `u`. So the best `u` only ever moves one
 * way, and the search is short.
 */
export const planPolls = ({ ages, survival }: SurvivalGrid, poll: PollOptions): PollPlan => {
	const last = ages.length - 1;
	const running = integrate(ages, survival);
	const costs = new Float64Array(ages.length);
	costs[last] = -at(running, last);
	let best = last;
	for (let index = last - 1; index >= 0; index -= 1) {
		const { found, cost } = search(ages, at(ages, index), at(survival, index), costs, poll, index + 1, best);
		best = found;
		costs[index] = cost;
	}
	return { ages, survival, costs };
};

export interface BestAges {
	readonly best: number;
	readonly earliest: number;
	readonly latest: number;
}

/**
 * The best age for the poll after one at `age`, which need not be on the grid, and the range around it in which the expected
 * cost is at most `toleranceSeconds` higher.
 */
export const bestAgesAfter = (
	{ ages, survival, costs }: PollPlan,
	age: number,
	poll: PollOptions,
	toleranceSeconds: number,
): BestAges => {
	const after = firstAfter(ages, age);
	if (after === ages.length) {
		const last = age + poll.maxSeconds;
		return { best: last, earliest: last, latest: last };
	}
	const share = (age - at(ages, after - 1)) / (at(ages, after) - at(ages, after - 1));
	const surviving = at(survival, after - 1) * (1 - share) + at(survival, after) * share;
	const { found, cost } = search(ages, age, surviving, costs, poll, after, ages.length - 1);
	const isGood = (index: number) =>
		costOf(ages, age, surviving, costs, poll, index) <= cost + surviving * toleranceSeconds;
	let first = found;
	while (first > after && isGood(first - 1)) first -= 1;
	let last = found;
	while (last < ages.length - 1 && isGood(last + 1)) last += 1;
	return { best: at(ages, found), earliest: at(ages, first), latest: at(ages, last) };
};

const search = (
	ages: Float64Array,
	age: number,
	surviving: number,
	costs: Float64Array,
	poll: PollOptions,
	from: number,
	to: number,
): { readonly found: number; readonly cost: number } => {
	const { minSeconds, maxSeconds } = poll;
	let found = from;
	let cost = Number.POSITIVE_INFINITY;
	for (let index = from; index <= to; index += 1) {
		const step = at(ages, index) - age;
		if (index > from && step > maxSeconds) break;
		if (step < minSeconds && index < to) continue;
		const candidate = costOf(ages, age, surviving, costs, poll, index);
		if (candidate < cost) {
			cost = candidate;
			found = index;
		}
	}
	return { found, cost };
};

/** Of the poll at the age with this index, after one at `age`. */
const costOf = (
	ages: Float64Array,
	age: number,
	surviving: number,
	costs: Float64Array,
	{ costSeconds }: PollOptions,
	index: number,
): number => surviving * (costSeconds + at(ages, index) - age) + at(costs, index);

/** The index of the first greater age, by binary search. */
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

/** The running integral, by the trapezoidal rule. */
const integrate = (ages: Float64Array, values: Float64Array): Float64Array => {
	const sums = new Float64Array(ages.length);
	for (let index = 1; index < ages.length; index += 1) {
		const step = at(ages, index) - at(ages, index - 1);
		sums[index] = at(sums, index - 1) + (step * (at(values, index) + at(values, index - 1))) / 2;
	}
	return sums;
};

const at = (values: Float64Array, index: number): number => values[index] as number;
