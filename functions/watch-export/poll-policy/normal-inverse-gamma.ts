import gammaln from '@stdlib/math-base-special-gammaln';
import type { ExportKind } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';
import { LOG_RANGE, MAX_EXPORTS } from './past-logs.ts';

/*
 * The durations of exports of one kind: ln(duration) is normal, with the conjugate prior (Gelman et al., Bayesian Data
 * Analysis, 3.3). Its mean may be anywhere; its variance is inverse gamma. How much exports of one kind differ is not known
 * beforehand, so the prior of the variance is a mixture of three, and the data say which of them holds.
 */

interface Spread {
	readonly weight: number;
	/** Of the inverse gamma: how sure the prior is. */
	readonly shape: number;
	/** The typical standard deviation of ln(duration). */
	readonly deviation: number;
}

/** Ordinary jobs, steady ones, and those of a machine that always takes the same time. Chosen by docs/polling.md. */
const SPREADS: readonly Spread[] = [
	{ weight: 0.86, shape: 2.4, deviation: 0.18 },
	{ weight: 0.09, shape: 1.5, deviation: 0.1 },
	{ weight: 0.05, shape: 1.4, deviation: 0.0004 },
];

/** Sufficient statistics of some exports: the mean of ln(duration), and the sum of the squared deviations from it. */
export interface Statistics {
	readonly count: number;
	readonly mean: number;
	readonly scatter: number;
}

const posteriorOf = ({ shape, deviation }: Spread, { count, scatter }: Statistics) => ({
	shape: shape + (count - 1) / 2,
	rate: shape * deviation ** 2 + scatter / 2,
});

/** The part of ln(evidence) that depends only on the count, for each spread and count. */
const logFactors = SPREADS.map(({ weight, shape, deviation }) =>
	Array.from(
		{ length: MAX_EXPORTS + 1 },
		(_, count) =>
			Math.log(weight / LOG_RANGE) +
			gammaln(shape + (count - 1) / 2) -
			gammaln(shape) +
			shape * Math.log(shape * deviation ** 2) -
			Math.log(count) / 2 -
			((count - 1) / 2) * Math.log(2 * Math.PI),
	),
);

const logEvidences = (statistics: Statistics): readonly number[] =>
	SPREADS.map((spread, index) => {
		const { shape, rate } = posteriorOf(spread, statistics);
		return (logFactors[index]?.[statistics.count] as number) - shape * Math.log(rate);
	});

/** ln of the marginal likelihood of exports of one kind. */
export const logEvidence = (statistics: Statistics): number => logSumExp(logEvidences(statistics));

/** The posterior of the variance, a mixture of inverse gammas. */
const varianceParts = (statistics: Statistics) => {
	const logs = logEvidences(statistics);
	const total = logSumExp(logs);
	return SPREADS.map((spread, index) => ({
		weight: Math.exp((logs[index] as number) - total),
		...posteriorOf(spread, statistics),
	}));
};

/** The typical variance of ln(duration). */
export const varianceOf = (statistics: Statistics): number =>
	sumOf(varianceParts(statistics), ({ weight, shape, rate }) => (weight * rate) / shape);

/** The posterior predictive: ln(duration) of the next export is Student-t, one for each spread; the weights sum to one. */
export const predict = (statistics: Statistics, extraVariance: number): readonly ExportKind[] =>
	varianceParts(statistics).map(({ weight, shape, rate }) => ({
		weight,
		medianSeconds: Math.exp(statistics.mean),
		scale: Math.sqrt((rate / shape) * (1 + 1 / statistics.count) + extraVariance),
		degreesOfFreedom: 2 * shape,
	}));

/** ln of a sum of numbers whose logarithms are given. */
export const logSumExp = (logs: readonly number[]): number => {
	const greatest = Math.max(...logs);
	return greatest + Math.log(sumOf(logs, (log) => Math.exp(log - greatest)));
};
