import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { generatedFiles } from '../../docs/generated.ts';

it.each(Object.entries(generatedFiles()))(
	'%s is in step with what it is generated from (npm run docs)',
	(file, text) => {
		expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
	},
);

it.each(globSync('{README.md,CONTRIBUTING.md,docs/*.md}'))('every fence of %s is closed', (page) => {
	const fences = readFileSync(page, 'utf8').match(/^`{3,}.*$/gm) ?? [];
	expect(fences.filter((fence, index) => (index % 2 === 0 ? !/^```\w*$/.test(fence) : fence !== '```'))).toEqual([]);
});

it('every link of a page leads to a file that exists', () => {
	const broken = globSync('{README.md,CONTRIBUTING.md,docs/*.md}').flatMap((page) =>
		[...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)/g)]
			.map(([, file = '', anchor = '']) => ({ file: file ? join(dirname(page), file) : page, anchor }))
			.filter(({ file, anchor }) => !existsSync(file) || (anchor && !anchorsOf(file).includes(anchor)))
			.map(({ file, anchor }) => `${page}: ${file}${anchor}`),
	);
	expect(broken).toEqual([]);
});

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): readonly string[] =>
	[...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(
		([, heading = '']) =>
			`#${heading
				.toLowerCase()
				.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
				.replaceAll(' ', '-')}`,
	);
