import type { PollOptions } from '#contracts/watch.ts';
import { planPolls } from '#functions/watch-export/poll-policy/plan-polls.ts';
import type { Distribution } from './distributions.ts';
import { gridOf } from './optimum.ts';

/**
 * How far any policy at all must exceed some limit of the mean cost, whatever it knows but which distribution it meets:
 * its worst ratio of cost to limit is no less than its ratio averaged by any weights, and that no less than the best
 * average, which dynamic programming finds for the mixture of the distributions by weight / limit. Over 1: none can.
 */
export const leastWorstExcess = (
	cases: readonly { readonly distribution: Distribution; readonly weight: number; readonly limit: number }[],
	poll: PollOptions,
): number => {
	const shares = cases.map(({ weight, limit }) => weight / limit);
	const total = sum(shares);
	const ages = gridOf();
	const survival = ages.map((age) =>
		sum(cases.map(({ distribution }, index) => ((shares[index] as number) / total) * distribution.survival(age))),
	);
	const afterFirstPoll = planPolls({ ages, survival }, poll).costs[0] as number;
	return ((poll.costSeconds + afterFirstPoll) * total) / sum(cases.map(({ weight }) => weight));
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
