import { expect, it } from 'vitest';
import { relativeTime, shortDuration } from '#client/durations.ts';

it.each([
	[0, '0s'],
	[18.4, '18s'],
	[200, '3m 20s'],
	[3_600, '1h'],
	[93_784, '1d 2h'],
	[-5, '0s'],
])('writes %d seconds as %s', (seconds, expected) => {
	expect(shortDuration(seconds)).toBe(expected);
});

it('says how long ago a time was, and in how long one will be', () => {
	const now = Date.parse('2026-03-01T12:00:00Z');
	expect(relativeTime('2026-03-01T11:56:40Z', now)).toBe('3m ago');
	expect(relativeTime('2026-03-01T12:00:20Z', now)).toBe('in 20s');
});
