import type { Posterior, RunKind } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';

/**
 * What is expected of an export of no kind seen before: one of three sizes, each some six times the last and each wide
 * enough to meet its neighbour. The median of all is 15 minutes. Chosen for the worst case of the distributions that
 * docs/polling.md measures; it says what that costs elsewhere.
 */
export const NEW_KINDS: readonly RunKind[] = [
	{ weight: 0.61, medianSeconds: 690, spread: 0.34, degreesOfFreedom: 30 },
	{ weight: 0.33, medianSeconds: 4_000, spread: 0.42, degreesOfFreedom: 30 },
	{ weight: 0.06, medianSeconds: 22_000, spread: 0.4, degreesOfFreedom: 30 },
];

/** All kinds the next run may be of; their weights sum to one. */
export const kindsOf = ({ kinds }: Posterior): readonly RunKind[] => {
	const rest = 1 - sumOf(kinds, ({ weight }) => weight);
	return [...kinds, ...NEW_KINDS.map((kind) => ({ ...kind, weight: kind.weight * rest }))];
};
