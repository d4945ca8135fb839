import type { ExportKind } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { logSumExp, varianceOf } from './normal-inverse-gamma.ts';
import { type Partition, partitionOf, predictNext, statisticsOf } from './partition.ts';

/*
 * How the past exports, newest first, may be related to the next one. The evidence decides between the hypotheses, so a
 * trend or a change counts as much as the history speaks for it (Bayesian model averaging; Hoeting et al., 1999).
 */

export interface Hypothesis {
	/** ln of its prior probability and the evidence for it. */
	readonly logWeight: number;
	/** Of the next export. */
	readonly kinds: readonly ExportKind[];
}

/** Prior probabilities; the rest is for a steady dataset. */
const TREND = 0.05;
const CHANGE = 0.08;

/** The next export is like all past ones. */
export const steady = (logs: readonly number[]): Hypothesis => {
	const partition = partitionOf(logs);
	return { logWeight: Math.log(1 - TREND - CHANGE) + partition.logEvidence, kinds: predictNext(partition) };
};

/** The standard deviation of the growth of ln(duration) from export to export, beforehand. */
const SLOPE = 0.045;
const MIN_EXPORTS_OF_TREND = 3;
/** The kinds depend on the slope and the slope on the kinds; more rounds change neither. */
const ROUNDS = 3;

/** Each export takes longer, or less long, than the one before it by about the same share. */
export const trend = (logs: readonly number[]): readonly Hypothesis[] => {
	if (logs.length < MIN_EXPORTS_OF_TREND) return [];
	const toNext = (slope: number) => partitionOf(logs.map((log, index) => log + slope * exportsAgo(index)));
	const everyIndex = logs.map((_, index) => index);
	let kinds: Partition['kinds'] = [{ members: everyIndex, statistics: statisticsOf(logs) }];
	let fit = fitSlope(logs, kinds);
	for (let round = 1; round < ROUNDS; round += 1) {
		kinds = toNext(fit.slope).kinds;
		fit = fitSlope(logs, kinds);
	}
	const { slope, precision } = fit;
	const partition = toNext(slope);
	// Laplace's approximation of the integral over the slope
	const logSlope = -((slope / SLOPE) ** 2) / 2 - Math.log(SLOPE) - Math.log(precision) / 2;
	return [
		{
			logWeight: Math.log(TREND) + partition.logEvidence + logSlope,
			kinds: predictNext(partition, ({ members }) => meanOf(members.map(exportsAgo)) ** 2 / precision),
		},
	];
};

/** The slope within the kinds by least squares, weighted by the precision of each kind and shrunk by the prior. */
const fitSlope = (logs: readonly number[], kinds: Partition['kinds']) => {
	let precision = 1 / SLOPE ** 2;
	let product = 0;
	for (const { members, statistics } of kinds) {
		const variance = varianceOf(statistics);
		const center = meanOf(members.map(exportsAgo));
		for (const index of members) {
			const distance = center - exportsAgo(index);
			product += (distance * (logs[index] as number)) / variance;
			precision += distance ** 2 / variance;
		}
	}
	return { slope: product / precision, precision };
};

/** Seen from the next export. */
const exportsAgo = (index: number): number => index + 1;

const meanOf = (values: readonly number[]): number => sumOf(values, (value) => value) / values.length;

/** How many exports may have come after the change. */
const AFTER_CHANGE = [2, 3, 4, 5, 7, 9, 12, 16, 20, 26, 34, 44];

/** The dataset changed once: the next export is like those after the change (as Adams and MacKay, 2007, for one change). */
export const change = (logs: readonly number[]): readonly Hypothesis[] => {
	const changes = AFTER_CHANGE.filter((after) => after < logs.length).map((after) => {
		const partition = partitionOf(logs.slice(0, after));
		return { partition, logEvidence: partition.logEvidence + partitionOf(logs.slice(after)).logEvidence };
	});
	if (changes.length === 0) return [];
	const best = changes.reduce((one, other) => (other.logEvidence > one.logEvidence ? other : one));
	const logEvidence = logSumExp(changes.map((each) => each.logEvidence));
	return [{ logWeight: Math.log(CHANGE / changes.length) + logEvidence, kinds: predictNext(best.partition) }];
};
