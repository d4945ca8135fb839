import cdf from '@stdlib/stats-base-dists-t-cdf';
import pdf from '@stdlib/stats-base-dists-t-pdf';
import type { ExportKind } from '#contracts/watch.ts';
import { sumOf } from '../../shared/sum-of.ts';

/*
 * A duration whose logarithm is a mixture of Student-t, as the forecast has it. The weights sum to one.
 */

/** The probability that an export takes longer than this. */
export const survivalOf = (kinds: readonly ExportKind[], seconds: number): number =>
	sumOf(
		kinds,
		({ weight, medianSeconds, scale, degreesOfFreedom }) =>
			weight * cdf(Math.log(medianSeconds / seconds) / scale, degreesOfFreedom),
	);

/** The probability density of the duration, per second. */
export const densityOf = (kinds: readonly ExportKind[]): ((seconds: number) => number) => {
	// The library's density is too slow for thousands of ages; only its constant factor needs the gamma function.
	const terms = kinds.map(({ weight, medianSeconds, scale, degreesOfFreedom }) => ({
		factor: (weight / scale) * pdf(0, degreesOfFreedom),
		center: Math.log(medianSeconds),
		scale,
		degreesOfFreedom,
		exponent: -(degreesOfFreedom + 1) / 2,
	}));
	return (seconds) => {
		const log = Math.log(seconds);
		let density = 0;
		for (const { factor, center, scale, degreesOfFreedom, exponent } of terms) {
			density += factor * (1 + ((log - center) / scale) ** 2 / degreesOfFreedom) ** exponent;
		}
		return density / seconds;
	};
};

/** No quantile is searched beyond these: a millisecond, and some thirty years. */
const SHORTEST_SECONDS = 1e-3;
const LONGEST_SECONDS = 1e9;

/** The duration in seconds that this share of the exports does not exceed, by bisection of its logarithm. */
export const quantileOf = (kinds: readonly ExportKind[], share: number): number => {
	let low = Math.log(SHORTEST_SECONDS);
	let high = Math.log(LONGEST_SECONDS);
	while (high - low > 1e-6) {
		const middle = (low + high) / 2;
		if (survivalOf(kinds, Math.exp(middle)) > 1 - share) low = middle;
		else high = middle;
	}
	return Math.exp(low);
};
