import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { maxLength, minLength } from '#contracts/lengths.ts';

const text = z
	.string({ error: 'no text' })
	.check(minLength(2, { error: 'too short' }), maxLength(3, { error: 'too long' }));
const list = z
	.array(z.unknown(), { error: 'no list' })
	.check(minLength(1, { error: 'empty' }), maxLength(2, { error: 'too long' }));

describe('the checks of lengths', () => {
	it.each([
		[text, 'ab', []],
		[text, 'a', ['too short']],
		[text, 'abcd', ['too long']],
		[list, [], ['empty']],
		[list, [1, 2, 3], ['too long']],
	] as const)('measure what has the right type: %#', (schema, value, messages) => {
		expect(schema.safeParse(value).error?.issues.map(({ message }) => message) ?? []).toEqual(messages);
	});

	it.each([[{ length: 1 }], [{ length: { toString: 1 } }], [[1, 2, 3, 4]]])(
		'leave %j to the check of the type',
		(value) => {
			expect(text.safeParse(value).error?.issues.map(({ message }) => message)).toEqual(['no text']);
		},
	);
});
