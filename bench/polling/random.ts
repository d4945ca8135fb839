import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws between 0 and 1, both left out. */
export type Random = () => number;

/** A stream of its own for each name, the same in every run. */
export const createRandom = (seed: number, name: string): Random => {
	const generator = xoroshiro128plus([...name].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) | 0, seed));
	return () => Math.max(Number.EPSILON, uniformFloat64(generator));
};
