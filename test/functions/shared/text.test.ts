import { describe, expect, it } from 'vitest';
import { cutToBytes, cutToCharacters, formatDuration, shorten } from '#functions/shared/text.ts';
import { createRandom } from '../../../local/aws/personalize/demo-data/random.ts';
import { nested, randomJson } from '../../support/random-json.ts';

describe('cutToCharacters', () => {
	it('leaves a text alone that is short enough', () => {
		expect(cutToCharacters('0123456789', 10)).toBe('0123456789');
	});

	it('marks a cut text and keeps the limit', () => {
		expect(cutToCharacters('0123456789a', 10)).toBe('01 … [cut]');
	});

	it('never leaves half a surrogate pair', () => {
		expect(cutToCharacters(`0😀${'a'.repeat(20)}`, 10)).toBe('0 … [cut]');
	});
});

describe('cutToBytes', () => {
	it('never leaves half a character', () => {
		expect(cutToBytes('aä', 2)).toBe('a');
		expect(cutToBytes('aä', 3)).toBe('aä');
	});
});

describe('shorten', () => {
	it('shows any value as JSON of at most 200 characters', () => {
		expect(shorten({ a: '1' })).toBe('{"a":"1"}');
		expect(shorten(undefined)).toBe('undefined');
		expect(shorten('x'.repeat(1_000))).toHaveLength(200);
	});
});

describe('shorten, for any JSON', () => {
	it.each([
		['nested arrays', nested(100_000)],
		['nested objects', nested(100_000, 'key')],
		['nested objects with long keys', nested(5_000, 'k'.repeat(1_000))],
		['a string of megabytes', '"'.repeat(10_000_000)],
		['an array of megabytes', new Array(1_000_000).fill('x')],
	])('shows the beginning of %s, at once', (_what, value) => {
		const start = performance.now();
		const text = shorten(value);
		expect(text.length).toBeLessThanOrEqual(200);
		expect(text).toMatch(/ … \[cut\]$/);
		expect(performance.now() - start).toBeLessThan(1_000);
	});

	it('begins as JSON.stringify does, and is the same where that is short', () => {
		const random = createRandom(1);
		for (let time = 0; time < 500; time += 1) {
			const value = randomJson(random, ['key', 'k'.repeat(90), '😀'.repeat(40)], 3);
			const json = jsonOf(value);
			const text = shorten(value);
			if (json === undefined || json.length > 200) {
				expect(text).toMatch(/^.{191,192} … \[cut\]$/s);
				expect(json?.startsWith(text.slice(0, -' … [cut]'.length)) ?? true).toBe(true);
			} else expect(text).toBe(json);
			expect(text.isWellFormed()).toBe(true);
		}
	});

	it('shows a number that JSON.stringify takes for null', () => {
		expect(shorten(JSON.parse('[1e999, -1e999]'))).toBe('[Infinity,-Infinity]');
	});
});

/** Undefined for a value that is nested too deep; numbers as `shorten` shows them. */
const jsonOf = (value: unknown): string | undefined => {
	try {
		const marked = JSON.stringify(value, (_key, inner) => (inner === Number.POSITIVE_INFINITY ? '∞' : inner));
		return marked.replaceAll('"∞"', 'Infinity');
	} catch {
		return undefined;
	}
};

describe('formatDuration', () => {
	it.each([
		[0, '0 sec'],
		[-5, '0 sec'],
		[59.6, '1 min'],
		[3_725, '1 hr, 2 min, 5 sec'],
		[2 * 86_400, '2 days'],
	])('shows %d seconds as %s', (seconds, text) => {
		expect(formatDuration(seconds)).toBe(text);
	});
});
