import { describe, expect, it } from 'vitest';
import { sumOf } from '#functions/shared/sum-of.ts';
import { processes } from '../../../bench/polling/processes.ts';
import { createRandom } from '../../../bench/polling/random.ts';

const DRAWS = 4_000;

describe('the processes of the bench', () => {
	it.each(processes.map((process) => [process.name, process] as const))('draw what they say: %s', (name, process) => {
		const law = process.lawAt(6, 6);
		const random = createRandom(9, name);
		const drawn = Array.from({ length: DRAWS }, () => law.draw(random));
		for (const seconds of [45, 100, 240, 620, 900, 1_500, 3_000, 6_000, 20_000, 40_000]) {
			const longer = sumOf(drawn, (each) => (each > seconds ? 1 : 0)) / DRAWS;
			expect(Math.abs(longer - law.survival(seconds))).toBeLessThan(4 * Math.sqrt(0.25 / DRAWS));
		}
	});

	it('are as many for the choice as for the report, with names of their own', () => {
		const ofHalf = (half: string) => processes.filter((process) => process.half === half).length;
		expect(ofHalf('choice')).toBe(ofHalf('report'));
		expect(new Set(processes.map(({ name }) => name)).size).toBe(processes.length);
	});
});
