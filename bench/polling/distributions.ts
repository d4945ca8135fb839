import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** The distribution of durations in seconds: the optimum knows it, the policies do not. */
export interface Distribution {
	readonly name: string;
	/** The probability that an export takes longer. */
	readonly survival: (seconds: number) => number;
	/** The quantile at `u`; in a mixture, of the component that `pick` chooses. Both are from 0 to 1. */
	readonly draw: (u: number, pick: number) => number;
	/** Each export takes longer than the previous one by this share. */
	readonly driftPerExport: number;
	/** Has no targets. `extra` ones were looked at when the prior was chosen, `unseen` ones were not. */
	readonly isExtra: boolean;
}

const MINUTE = 60;
const HOUR = 3_600;

const distribution = (
	name: string,
	law: Pick<Distribution, 'survival' | 'draw'>,
	partial: Partial<Distribution> = {},
): Distribution => ({ name, driftPerExport: 0, isExtra: false, ...law, ...partial });

const logNormal = (medianSeconds: number, sigma: number): Pick<Distribution, 'survival' | 'draw'> => ({
	survival: (seconds) => (seconds <= 0 ? 1 : normalCdf(-Math.log(seconds / medianSeconds) / sigma, 0, 1)),
	draw: (u) => medianSeconds * Math.exp(sigma * normalQuantile(u, 0, 1)),
});

const delayedExponential = (delay: number, mean: number): Pick<Distribution, 'survival' | 'draw'> => ({
	survival: (seconds) => (seconds <= delay ? 1 : Math.exp(-(seconds - delay) / mean)),
	draw: (u) => delay - mean * Math.log(1 - u),
});

const weibull = (scale: number, shape: number): Pick<Distribution, 'survival' | 'draw'> => ({
	survival: (seconds) => Math.exp(-((seconds / scale) ** shape)),
	draw: (u) => scale * (-Math.log(1 - u)) ** (1 / shape),
});

const evenMixture = (
	one: Pick<Distribution, 'survival' | 'draw'>,
	other: Pick<Distribution, 'survival' | 'draw'>,
): Pick<Distribution, 'survival' | 'draw'> => ({
	survival: (seconds) => (one.survival(seconds) + other.survival(seconds)) / 2,
	draw: (u, pick) => (pick < 0.5 ? one : other).draw(u, pick),
});

export const distributions: readonly Distribution[] = [
	distribution('log-normal, 15 min, σ 0.15', logNormal(15 * MINUTE, 0.15)),
	distribution('log-normal, 15 min, σ 0.4', logNormal(15 * MINUTE, 0.4)),
	distribution('log-normal, 60 min, σ 0.2', logNormal(HOUR, 0.2)),
	distribution('log-normal, 6 h, σ 0.3', logNormal(6 * HOUR, 0.3)),
	distribution('5 min + exponential, 5 min', delayedExponential(5 * MINUTE, 5 * MINUTE)),
	distribution('Weibull, 20 min, shape 2', weibull(20 * MINUTE, 2)),
	distribution('mixture: 5 min or 2 h, σ 0.15', evenMixture(logNormal(5 * MINUTE, 0.15), logNormal(2 * HOUR, 0.15))),
	distribution('drift: 2 % an export, 15 min, σ 0.15', logNormal(15 * MINUTE, 0.15), { driftPerExport: 0.02 }),
	distribution('extra: log-normal, 8 min, σ 0.25', logNormal(8 * MINUTE, 0.25), { isExtra: true }),
	distribution('extra: log-normal, 30 min, σ 0.3', logNormal(30 * MINUTE, 0.3), { isExtra: true }),
	distribution('extra: log-normal, 2.5 h, σ 0.2', logNormal(2.5 * HOUR, 0.2), { isExtra: true }),
	distribution('extra: Weibull, 12 h, shape 4', weibull(12 * HOUR, 4), { isExtra: true }),
	distribution('unseen: log-normal, 20 min, σ 0.25', logNormal(20 * MINUTE, 0.25), { isExtra: true }),
	distribution('unseen: log-normal, 90 min, σ 0.3', logNormal(1.5 * HOUR, 0.3), { isExtra: true }),
	distribution('unseen: log-normal, 4 h, σ 0.2', logNormal(4 * HOUR, 0.2), { isExtra: true }),
];
