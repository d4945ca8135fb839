import { describe, expect, it } from 'vitest';
import { cutToBytes, cutToCharacters, formatDuration, shorten } from '#functions/shared/text.ts';

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
