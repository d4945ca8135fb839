import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWrongs } from './find-wrongs.ts';
import { anyLife } from './life.ts';
import { live } from './live.ts';

const { LIVES = '300', SEED, LIFE_PATH } = process.env;

const parameters = {
	numRuns: Number(LIVES),
	...(SEED && { seed: Number(SEED) }),
	...(LIFE_PATH && { path: LIFE_PATH }),
};

describe('a watch', () => {
	it(`loses nothing, repeats nothing and falsifies nothing in ${LIVES} random lives`, {
		timeout: 3_600_000,
	}, async () => {
		const property = fc.asyncProperty(anyLife, async (life) => {
			expect(findWrongs(life, await live(life))).toEqual([]);
		});
		await fc.assert(property, parameters);
	});
});
