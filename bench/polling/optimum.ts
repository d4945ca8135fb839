import type { PollOptions } from '#contracts/watch.ts';
import { bestAgeAfter, planPolls } from '#functions/watch-export/poll-policy/plan-polls.ts';
import type { Distribution } from './distributions.ts';
import { DEADLINE_SECONDS } from './options.ts';
import type { Policy } from './simulate.ts';

/** The best policy within the same bounds for somebody who knows the distribution. */
export const optimumFor = ({ survival }: Distribution, poll: PollOptions): Policy => {
	const ages = fineAges();
	const plan = planPolls({ ages, survival: ages.map(survival) }, poll);
	const planned = new Map<number, number>();
	return {
		name: 'optimum for the known distribution',
		source: 'dynamic programming',
		waits: () => (age) => {
			const wait = planned.get(age) ?? bestAgeAfter(plan, age, poll) - age;
			planned.set(age, wait);
			return wait;
		},
	};
};

/** Ages from the creation to the deadline: far finer than any wait. */
export const fineAges = (): Float64Array => {
	const ages: number[] = [];
	for (let age = 0; age < DEADLINE_SECONDS; age += Math.max(0.5, age / 1_000)) ages.push(age);
	return Float64Array.from(ages);
};
