import fc from 'fast-check';
import { describe, it } from 'vitest';
import { findWrongs } from './find-wrongs.ts';
import { anyLife, type Life } from './life.ts';
import { live } from './live.ts';

const { LIVES = '300', SEED = String(Date.now() % 2 ** 31), LIFE_PATH } = process.env;

const parameters: fc.Parameters<[Life]> = {
	numRuns: Number(LIVES),
	seed: Number(SEED),
	...(LIFE_PATH && { path: LIFE_PATH, endOnFailure: true }),
	asyncReporter: async (details) => {
		if (!details.failed) return;
		const [life] = details.counterexample ?? [];
		const wrongs = life ? findWrongs(life, await live(life)) : [];
		const again = `SEED=${details.seed} LIFE_PATH=${details.counterexamplePath} npm run test:lives`;
		throw new Error(
			`life ${details.numRuns} goes wrong:\n- ${wrongs.join('\n- ')}\n${fc.stringify(life)}\nagain: ${again}`,
		);
	},
};

describe('a watch', () => {
	it(`loses, repeats and falsifies nothing in ${LIVES} random lives (SEED=${SEED})`, {
		timeout: 7_200_000,
	}, async () => {
		const isRight = fc.asyncProperty(anyLife, async (life) => findWrongs(life, await live(life)).length === 0);
		await fc.assert(isRight, parameters);
	});
});
