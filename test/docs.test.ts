import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedFiles } from '../docs/generated.ts';

it.each(Object.entries(generatedFiles()))(
	'%s is in step with what it is generated from (npm run docs)',
	(file, text) => {
		expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
	},
);
