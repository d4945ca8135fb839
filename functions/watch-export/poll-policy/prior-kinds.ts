import type { ExportKind, Posterior } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';

/**
 * The prior for an export of a kind not seen before: half of them end within five minutes, two of three between one and 27.
 * That is a choice, not a measurement: so that the worst case between 40 seconds and 12 hours is the least, see
 * docs/polling.md.
 */
const UNSEEN: Omit<ExportKind, 'weight'> = { medianSeconds: 300, scale: 1.7, degreesOfFreedom: 30 };

/** The mixture that predicts the next export: the kinds seen before, and the prior's; the weights sum to one. */
export const predictiveKindsOf = ({ kinds }: Posterior): readonly ExportKind[] => [
	...kinds,
	{ ...UNSEEN, weight: 1 - sumOf(kinds, ({ weight }) => weight) },
];
