import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { formatProblems } from '#functions/shared/problems.ts';

const contract = z.strictObject({
	count: z.number({ error: 'must be a number' }),
	inner: z.optional(z.strictObject({ name: z.string() })),
});

const problemsOf = (input: unknown, options = { reportInput: true }) => {
	const { error } = contract.safeParse(input, options);
	return error && formatProblems(error);
};

describe('formatProblems', () => {
	it('shows the value that is not what the contract says it must be', () => {
		expect(problemsOf({ count: '5' })).toBe('count must be a number, not "5"');
	});

	it('says that a key is missing', () => {
		expect(problemsOf({})).toBe('count is missing; it must be a number');
	});

	it('shows no value if the input was parsed without it', () => {
		expect(problemsOf({ count: 'secret' }, { reportInput: false })).toBe('count must be a number');
	});

	it('names unknown keys with their place', () => {
		expect(problemsOf({ count: 1, inner: { name: 'n', novel: 1 }, extra: 2 })).toBe(
			'unknown key ["inner.novel"]; unknown key ["extra"]',
		);
	});

	it('leaves the messages of zod as they are', () => {
		expect(problemsOf({ count: 1, inner: { name: 5 } })).toBe(
			'inner.name Invalid input: expected string, received number',
		);
	});

	it('shows the first 20 problems, and says how many more there are', () => {
		const { error } = z.array(z.string()).safeParse(new Array(50_000).fill(7));
		const text = error ? formatProblems(error) : '';
		expect(text).toMatch(/^0 Invalid input.*; 19 Invalid input: expected string, received number; and 49980 more$/);
	});
});
