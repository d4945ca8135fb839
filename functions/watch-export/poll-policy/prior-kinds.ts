import type { ExportKind, Posterior } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';

/**
 * The prior for an export of a kind not seen before: one of three sizes, each about six times the previous one and wide
 * enough to overlap with it. The numbers are a choice, not a measurement: for the worst case among the distributions of
 * docs/polling.md, which also says what they cost elsewhere. By them, half of such exports take less than 16 minutes.
 */
const PRIOR_KINDS: readonly ExportKind[] = [
	{ weight: 0.61, medianSeconds: 690, scale: 0.34, degreesOfFreedom: 30 },
	{ weight: 0.33, medianSeconds: 4_000, scale: 0.42, degreesOfFreedom: 30 },
	{ weight: 0.06, medianSeconds: 22_000, scale: 0.4, degreesOfFreedom: 30 },
];

/** The mixture that predicts the next export: the kinds seen before, and the prior's; the weights sum to one. */
export const predictiveKindsOf = ({ kinds }: Posterior): readonly ExportKind[] => {
	const unseen = 1 - sumOf(kinds, ({ weight }) => weight);
	return [...kinds, ...PRIOR_KINDS.map((kind) => ({ ...kind, weight: kind.weight * unseen }))];
};
