import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fittingPart } from '#functions/shared/fitting-part.ts';

const contract = z.object({
	name: z.optional(z.string()),
	output: z.optional(z.object({ path: z.optional(z.string()), count: z.optional(z.int()) })),
});

describe('fittingPart', () => {
	it.each([
		[
			{ name: 'n', output: { path: 'p', count: 1 }, novel: 1 },
			{ name: 'n', output: { path: 'p', count: 1 } },
		],
		[{ name: 7, output: { path: 'p' } }, { output: { path: 'p' } }],
		[
			{ name: 'n', output: { path: 7, count: 0.5 } },
			{ name: 'n', output: {} },
		],
		[{ name: null, output: [] }, {}],
		[JSON.parse('{"__proto__": {"name": "n"}, "name": 7}'), {}],
		[[], {}],
		['n', {}],
		[undefined, {}],
	])('of %j is %j', (value, part) => {
		expect(fittingPart(contract, value)).toEqual(part);
	});
});
