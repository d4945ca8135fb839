import { sumOf } from '#functions/shared/sum-of.ts';
import { expectedFigures } from './expected-cost.ts';
import { mixture } from './laws.ts';
import { optimumFor } from './optimum.ts';
import { POLL } from './options.ts';
import type { Process } from './processes.ts';

/**
 * A lower bound for the mean ratio of cost to optimum over some processes without past exports, for any policy that knows
 * the list but not which process it meets: dynamic programming finds the least mean for their mixture with the shares
 * 1 / optimum.
 */
export const leastMeanRatio = (processes: readonly Process[]): number => {
	const cases = processes.map(({ lawAt }) => {
		const law = lawAt(0, 0);
		return { law, optimum: expectedFigures(optimumFor(law, POLL), law, POLL.costSeconds).cost };
	});
	const total = sumOf(cases, ({ optimum }) => 1 / optimum);
	const policy = optimumFor(mixture(...cases.map(({ law, optimum }) => ({ law, share: 1 / optimum / total }))), POLL);
	return (
		sumOf(cases, ({ law, optimum }) => expectedFigures(policy, law, POLL.costSeconds).cost / optimum) / cases.length
	);
};
