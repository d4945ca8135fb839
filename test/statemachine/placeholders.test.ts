import { expect, it } from 'vitest';
import { fillPlaceholders, placeholdersOf } from '#statemachine/placeholders.ts';

it('names every placeholder once', () => {
	expect(placeholdersOf('${One} and ${Two} and ${One}, not $.path or {}')).toEqual(['One', 'Two']);
});

it('fills every placeholder in', () => {
	expect(fillPlaceholders('${One}-${Two}-${One}', { One: '1', Two: '2' })).toBe('1-2-1');
});

it('refuses a placeholder without a value, naming it', () => {
	expect(() => fillPlaceholders('${One}-${Two}', { One: '1' })).toThrow('${Two}');
});
