import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A number between 0 and 1, never one of the two. */
export type Random = () => number;

/** Each name has its own stream, the same in every run. */
export const createRandom = (seed: number, name: string): Random => {
	const generator = xoroshiro128plus([...name].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) | 0, seed));
	return () => Math.max(Number.EPSILON, uniformFloat64(generator));
};
