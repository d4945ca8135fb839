import { expect, it } from 'vitest';
import { renderFields } from '../../../command/output/fields.ts';

const fields = [
	{ name: 'Why', text: 'a reason of several words' },
	{ name: 'Nothing', text: undefined },
	{ name: 'Job', text: 'nightly' },
];

it('wraps texts beside their names, and leaves out a field without text', () => {
	expect(renderFields(fields, 16)).toEqual(['Why  a reason of', '     several', '     words', 'Job  nightly']);
});

it('wraps nothing for a program', () => {
	expect(renderFields(fields, Number.POSITIVE_INFINITY)[0]).toBe('Why  a reason of several words');
});
