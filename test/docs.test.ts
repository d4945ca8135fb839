import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedFiles } from '../docs/generated.ts';

it.each(Object.entries(generatedFiles()))(
	'%s is in step with what it is generated from (npm run docs)',
	(file, text) => {
		expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
	},
);

it('README.md has the picture in a fence of its own, and every fence closed', () => {
	const readme = readFileSync('README.md', 'utf8');
	const fences = readme.match(/^`{3,}.*$/gm) ?? [];
	expect(fences.filter((fence, index) => (index % 2 === 0 ? !/^```\w*$/.test(fence) : fence !== '```'))).toEqual([]);
	expect(readme).toMatch(/```mermaid\nflowchart TD\n(\t.*\n)+```\n/);
});
