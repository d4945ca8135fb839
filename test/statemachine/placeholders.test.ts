import { expect, it } from 'vitest';
import { fillPlaceholders, placeholdersOf } from '#statemachine/placeholders.ts';

/** As it stands in a definition. */
const placeholder = (name: string) => ['$', '{', name, '}'].join('');

it('names every placeholder once', () => {
	const text = `${placeholder('One')} and ${placeholder('Two')} and ${placeholder('One')}, not $.path or {}`;
	expect(placeholdersOf(text)).toEqual(['One', 'Two']);
});

it('fills every placeholder in', () => {
	const text = `${placeholder('One')}-${placeholder('Two')}-${placeholder('One')}`;
	expect(fillPlaceholders(text, { One: '1', Two: '2' })).toBe('1-2-1');
});

it('refuses a placeholder without a value, naming it', () => {
	expect(() => fillPlaceholders(placeholder('Two'), { One: '1' })).toThrow(placeholder('Two'));
});
