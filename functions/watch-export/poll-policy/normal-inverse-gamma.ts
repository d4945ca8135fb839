import gammaln from '@stdlib/math-base-special-gammaln';

/*
 * The duration of exports of one kind: ln(duration) is normal, with the conjugate normal–inverse-gamma prior for its mean
 * and variance.
 */

/** A guess of 15 minutes that hardly counts: one export outweighs it 33 times. Exports of one kind differ by some 25 %. */
const PRIOR = { center: Math.log(900), strength: 0.03, shape: 2, rate: 2 * 0.25 ** 2 };

/** The sufficient statistics of some exports: the sums of their weights, of their logarithms and of the squares of these. */
export interface Statistics {
	readonly weight: number;
	readonly sum: number;
	readonly squares: number;
}

export const noExports: Statistics = { weight: 0, sum: 0, squares: 0 };

export interface WeightedLog {
	readonly log: number;
	readonly weight: number;
}

export const add = (statistics: Statistics, { log, weight }: WeightedLog): Statistics => ({
	weight: statistics.weight + weight,
	sum: statistics.sum + weight * log,
	squares: statistics.squares + weight * log ** 2,
});

const posteriorParameters = ({ weight, sum, squares }: Statistics) => {
	const strength = PRIOR.strength + weight;
	const mean = sum / weight;
	const scatter = Math.max(0, squares - weight * mean ** 2);
	return {
		strength,
		center: (PRIOR.strength * PRIOR.center + sum) / strength,
		shape: PRIOR.shape + weight / 2,
		rate: PRIOR.rate + (scatter + (PRIOR.strength * weight * (mean - PRIOR.center) ** 2) / strength) / 2,
	};
};

/** The posterior predictive: ln(duration) of the next export is Student-t. */
export const predict = (
	statistics: Statistics,
): { readonly medianSeconds: number; readonly scale: number; readonly degreesOfFreedom: number } => {
	const { strength, center, shape, rate } = posteriorParameters(statistics);
	return {
		medianSeconds: Math.exp(center),
		scale: Math.sqrt((rate / shape) * (1 + 1 / strength)),
		degreesOfFreedom: 2 * shape,
	};
};

/** ln of the marginal likelihood. */
export const logEvidence = (statistics: Statistics): number => {
	const { strength, shape, rate } = posteriorParameters(statistics);
	return (
		gammaln(shape) -
		gammaln(PRIOR.shape) +
		PRIOR.shape * Math.log(PRIOR.rate) -
		shape * Math.log(rate) +
		Math.log(PRIOR.strength / strength) / 2 -
		(statistics.weight / 2) * Math.log(2 * Math.PI)
	);
};
