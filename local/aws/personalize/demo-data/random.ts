import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random numbers that are the same in every run, all from one seeded generator. */
export interface Random {
	/** At least 0, less than 1. */
	readonly fraction: () => number;
	/** Both bounds included. */
	readonly integer: (from: number, to: number) => number;
	readonly pick: <Value>(values: readonly Value[]) => Value;
	/** An index, drawn in proportion to its weight. */
	readonly weightedIndex: (weights: readonly number[]) => number;
}

export const createRandom = (seed: number): Random => {
	const generator = xoroshiro128plus(seed);
	const fraction = () => uniformFloat64(generator);
	const integer = (from: number, to: number) => uniformInt(generator, from, to);

	return {
		fraction,
		integer,
		pick: (values) => values[integer(0, values.length - 1)] as (typeof values)[number],
		weightedIndex: (weights) => {
			let remaining = fraction() * weights.reduce((sum, weight) => sum + weight, 0);
			const index = weights.findIndex((weight) => {
				remaining -= weight;
				return remaining < 0;
			});
			// rounding can leave a remainder after the last weight
			return index === -1 ? weights.length - 1 : index;
		},
	};
};
