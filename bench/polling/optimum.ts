import type { PollOptions } from '#contracts/watch.ts';
import { nextPollOf, planPolls } from '#functions/watch-export/poll-policy/plan-polls.ts';
import type { Distribution } from './distributions.ts';
import type { Policy } from './simulate.ts';

const DEADLINE_SECONDS = 86_400;
/** Half a second at first and a thousandth of the age later: far finer than any wait. */
const ageAfter = (age: number): number => age + Math.max(0.5, age / 1_000);

/** The best that a watch could do within the same bounds if it knew how long such exports take, by dynamic programming. */
export const optimumFor = ({ survival }: Distribution, poll: PollOptions): Policy => {
	const ages = gridOf();
	const plan = planPolls({ ages, survival: ages.map(survival) }, poll);
	const planned = new Map<number, number>();
	return {
		name: 'optimum for the known distribution',
		source: 'dynamic programming',
		waits: () => (age) => {
			const wait = planned.get(age) ?? nextPollOf(plan, age, poll) - age;
			planned.set(age, wait);
			return wait;
		},
	};
};

/** Ages from the creation to the deadline. */
export const gridOf = (): Float64Array => {
	const ages: number[] = [];
	for (let age = 0; age < DEADLINE_SECONDS; age = ageAfter(age)) ages.push(age);
	return Float64Array.from(ages);
};
