import type { PollOptions } from '#contracts/watch.ts';
import { bestAgesAfter, planPolls } from '#functions/watch-export/poll-policy/plan-polls.ts';
import type { Wait } from './expected-cost.ts';
import type { Law } from './laws.ts';
import { DEADLINE_SECONDS } from './options.ts';

/** The waits of the best policy within the same bounds for somebody who knows the law. */
export const optimumFor = ({ survival }: Pick<Law, 'survival'>, poll: PollOptions): Wait => {
	const ages = fineAges();
	const plan = planPolls({ ages, survival: ages.map(survival) }, poll);
	return (age) => bestAgesAfter(plan, age, poll, 0).best - age;
};

/** Whole seconds from the creation to the deadline: finer than any wait, and with the end of the jobs that always take the same time. */
const fineAges = (): Float64Array => {
	const ages: number[] = [];
	for (let age = 0; age < DEADLINE_SECONDS; age += Math.ceil(age / 1_000) || 1) ages.push(age);
	return Float64Array.from([...ages, DEADLINE_SECONDS]);
};
