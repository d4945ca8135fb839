import type { ExportKind, Posterior } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { change, steady, trend } from './hypotheses.ts';
import { logSumExp } from './normal-inverse-gamma.ts';
import { statisticsOf } from './partition.ts';
import { logsOf } from './past-logs.ts';

/** The state carries no more kinds, and none that hardly counts. */
const MAX_KINDS = 12;
const MIN_WEIGHT = 0.002;

/** The posterior after exports of a dataset with these durations, newest first. */
export const posteriorOf = (durationsSeconds: readonly number[]): Posterior => {
	const logs = logsOf(durationsSeconds);
	if (logs.length === 0) return { pastExports: 0, kinds: [] };
	const hypotheses = [steady(logs), ...trend(logs), ...change(logs)];
	const total = logSumExp(hypotheses.map(({ logWeight }) => logWeight));
	const kinds = hypotheses.flatMap((hypothesis) => scaled(hypothesis.kinds, Math.exp(hypothesis.logWeight - total)));
	const kept = kinds
		.filter(({ weight }) => weight >= MIN_WEIGHT)
		.sort((one, other) => other.weight - one.weight)
		.slice(0, MAX_KINDS);
	return { pastExports: logs.length, kinds: scaled(kept, totalWeight(kinds) / totalWeight(kept)) };
};

/**
 * For the first export of a dataset, exports of other datasets: a Student-t with their mean and variance, in which it counts
 * how much datasets differ. Even if the others are alike, a dataset may differ from them by a quarter.
 */
const BORROWED = { weight: 0.985, degreesOfFreedom: 8, leastDeviation: 0.25 };

/** The posterior for a dataset without past exports, from those of the account's other datasets. */
export const borrowedPosteriorOf = (durationsSeconds: readonly number[]): Posterior => {
	const { count, mean, scatter } = statisticsOf(logsOf(durationsSeconds));
	if (count === 0) return { pastExports: 0, kinds: [] };
	const { weight, degreesOfFreedom, leastDeviation } = BORROWED;
	const scale = Math.sqrt((scatter / count) * (1 - 2 / degreesOfFreedom) + leastDeviation ** 2);
	return { pastExports: 0, kinds: [{ weight, medianSeconds: Math.exp(mean), scale, degreesOfFreedom }] };
};

const scaled = (kinds: readonly ExportKind[], factor: number): ExportKind[] =>
	kinds.map((kind) => ({ ...kind, weight: kind.weight * factor }));

const totalWeight = (kinds: readonly ExportKind[]): number => sumOf(kinds, ({ weight }) => weight);
