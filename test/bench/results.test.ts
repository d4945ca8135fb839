import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isOutOfReach, isReached, RESULTS, results } from '../../bench/results.ts';

const committed = readdirSync(RESULTS).map((file) => {
	const { command, ratios } = results.parse(JSON.parse(readFileSync(new URL(file, RESULTS), 'utf8')));
	return { command, ratios };
});

describe('the committed results of the benches', () => {
	it.each(committed.flatMap(({ command, ratios }) => ratios.map((ratio) => [command, ratio.name, ratio] as const)))(
		'reach their aim, or nobody can: %s, %s',
		(_command, _name, ratio) => {
			expect(isReached(ratio) || isOutOfReach(ratio)).toBe(true);
		},
	);

	it('are there for the bench of the polls', () => {
		expect(committed.map(({ command }) => command)).toContain('npm run bench:polling');
	});
});

describe('a ratio', () => {
	it.each([
		[{ value: 1.2, most: 1.25 }, true, false],
		[{ value: 1.3, most: 1.25 }, false, false],
		[{ value: 1.3, most: 1.25, bound: 1.1 }, false, false],
		[{ value: 2, most: 1.65, bound: 1.75 }, false, true],
	])('%j is reached: %s, out of reach: %s', (figures, reached, outOfReach) => {
		expect(isReached({ name: 'mean', ...figures })).toBe(reached);
		expect(isOutOfReach({ name: 'mean', ...figures })).toBe(outOfReach);
	});
});
