import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { sumOf } from '#functions/shared/sum-of.ts';
import type { Random } from './random.ts';

/** The law of one duration in seconds: the optimum knows it, the policies do not. */
export interface Law {
	/** The probability that an export takes longer. */
	readonly survival: (seconds: number) => number;
	readonly draw: (random: Random) => number;
}

/** σ is the standard deviation of ln(duration). */
export const logNormal = (medianSeconds: number, sigma: number): Law => ({
	survival: (seconds) => (seconds <= 0 ? 1 : normalCdf(-Math.log(seconds / medianSeconds) / sigma, 0, 1)),
	draw: (random) => medianSeconds * Math.exp(sigma * normalQuantile(random(), 0, 1)),
});

/** Gamma with a whole shape: a sum of so many exponentials. */
export const gamma = (mean: number, shape: number): Law => {
	const steps = Array.from({ length: shape }, (_, index) => index);
	return {
		survival: (seconds) => {
			let term = Math.exp((-seconds * shape) / mean);
			return sumOf(steps, (step) => {
				if (step > 0) term *= (seconds * shape) / mean / step;
				return term;
			});
		},
		draw: (random) => sumOf(steps, () => (-mean / shape) * Math.log(random())),
	};
};

export const weibull = (scale: number, shape: number): Law => ({
	survival: (seconds) => Math.exp(-((seconds / scale) ** shape)),
	draw: (random) => scale * (-Math.log(random())) ** (1 / shape),
});

export const uniform = (from: number, to: number): Law => ({
	survival: (seconds) => Math.min(1, Math.max(0, (to - seconds) / (to - from))),
	draw: (random) => from + (to - from) * random(),
});

export const pareto = (least: number, shape: number): Law => ({
	survival: (seconds) => (seconds <= least ? 1 : (least / seconds) ** shape),
	draw: (random) => least * random() ** (-1 / shape),
});

export const always = (duration: number): Law => ({
	survival: (seconds) => (seconds < duration ? 1 : 0),
	draw: () => duration,
});

interface Part {
	readonly share: number;
	readonly law: Law;
}

export const mixture = (...parts: readonly Part[]): Law => ({
	survival: (seconds) => sumOf(parts, ({ share, law }) => share * law.survival(seconds)),
	draw: (random) => {
		let left = random();
		const drawn = parts.find(({ share }) => {
			left -= share;
			return left <= 0;
		});
		return (drawn ?? (parts.at(-1) as Part)).law.draw(random);
	},
});

export const times = (factor: number, { survival, draw }: Law): Law => ({
	survival: (seconds) => survival(seconds / factor),
	draw: (random) => factor * draw(random),
});
