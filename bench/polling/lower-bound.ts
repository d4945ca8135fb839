import type { PollOptions } from '#contracts/watch.ts';
import { sumOf } from '#functions/shared/sum-of.ts';
import { planPolls } from '#functions/watch-export/poll-policy/plan-polls.ts';
import type { Distribution } from './distributions.ts';
import { fineAges } from './optimum.ts';

/**
 * A lower bound for the worst ratio of mean cost to limit over some distributions, for any policy that does not know which
 * of them it meets. The worst ratio is at least the average ratio, with any weights. The average ratio is at least its
 * minimum, which dynamic programming finds for the mixture of the distributions with the shares weight / limit. If the
 * bound is over 1, no policy keeps all limits.
 */
export const lowerBoundOfWorstRatio = (
	cases: readonly { readonly distribution: Distribution; readonly weight: number; readonly limit: number }[],
	poll: PollOptions,
): number => {
	const shares = cases.map(({ distribution, weight, limit }) => ({ distribution, share: weight / limit }));
	const total = sumOf(shares, ({ share }) => share);
	const ages = fineAges();
	const survival = ages.map((age) =>
		sumOf(shares, ({ distribution, share }) => (share / total) * distribution.survival(age)),
	);
	const costAfterFirstPoll = planPolls({ ages, survival }, poll).costs[0] as number;
	return ((poll.costSeconds + costAfterFirstPoll) * total) / sumOf(cases, ({ weight }) => weight);
};
