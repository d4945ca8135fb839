import { describe, expect, it } from 'vitest';
import { machine, serveStepFunctions } from '../../../support/served-step-functions.ts';

const Pass = (fields: object) => ({ Type: 'Pass', ...fields });

describe('a comparison', () => {
	const compare = async (rule: object, x: unknown) => {
		const { run } = await serveStepFunctions({
			Compare: machine({
				Compare: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
				Yes: Pass({ Result: { matches: true }, End: true }),
				No: Pass({ Result: { matches: false }, End: true }),
			}),
		});
		const { output } = await run('Compare', { x, five: 5, b: 'b' });
		return JSON.parse(output as string).matches;
	};

	it.each([
		['null', null],
		['a string', '3'],
		['a boolean', true],
		['an empty list', []],
		['a list with a number', [3]],
	])('of numbers does not match %s', async (_what, x) => {
		expect(await compare({ Variable: '$.x', NumericLessThan: 5 }, x)).toBe(false);
		expect(await compare({ Variable: '$.x', NumericLessThanEqualsPath: '$.five' }, x)).toBe(false);
		expect(await compare({ Variable: '$.x', NumericGreaterThanEquals: 0 }, x)).toBe(false);
		expect(await compare({ Not: { Variable: '$.x', NumericGreaterThan: -1 } }, x)).toBe(true);
	});

	it.each([
		['a number', 1, '5'],
		['null', null, 'x'],
		['a list', ['a'], 'b'],
	])('of texts does not match %s', async (_what, x, limit) => {
		expect(await compare({ Variable: '$.x', StringLessThan: limit }, x)).toBe(false);
	});

	it('of times does not match a number', async () => {
		expect(await compare({ Variable: '$.x', TimestampLessThan: '2026-01-01T00:00:00Z' }, 3)).toBe(false);
	});

	it('matches what it is for', async () => {
		expect(await compare({ Variable: '$.x', NumericLessThan: 5 }, 4)).toBe(true);
		expect(await compare({ Variable: '$.x', StringLessThanPath: '$.b' }, 'a')).toBe(true);
		expect(await compare({ Variable: '$.x', TimestampLessThan: '2026-01-01T00:00:00Z' }, '2025-01-01T00:00:00Z')).toBe(
			true,
		);
		expect(await compare({ And: [{ Or: [{ Variable: '$.x', NumericGreaterThanEquals: 4 }] }] }, 4)).toBe(true);
	});

	it('fails the execution without the variable', async () => {
		const { run } = await serveStepFunctions({
			Compare: machine({
				Compare: { Type: 'Choice', Choices: [{ Variable: '$.x', NumericLessThan: 5, Next: 'Yes' }], Default: 'Yes' },
				Yes: Pass({ End: true }),
			}),
		});
		expect(await run('Compare')).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
	});
});
