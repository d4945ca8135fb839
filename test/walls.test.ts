import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'walls-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the lint says of a file with this one import, if it stood there. */
const lint = (file: string, imported: string): string => {
	const path = join(folder, file);
	mkdirSync(dirname(path), { recursive: true });
	copyFileSync('biome.json', join(folder, 'biome.json'));
	copyFileSync('package.json', join(folder, 'package.json'));
	writeFileSync(path, `import * as it from '${imported}';\nvoid it;\n`);
	const biome = join(process.cwd(), 'node_modules/.bin/biome');
	return spawnSync(biome, ['lint', '--vcs-enabled=false', file], { cwd: folder, encoding: 'utf8' }).stderr;
};

describe('the lint holds the walls', () => {
	it.each([
		['functions/record-outcome/handler.ts', '../../local/names.ts', 'functions are deployed alone'],
		['functions/record-outcome/handler.ts', 'aws-cdk-lib', 'functions are deployed alone'],
		['functions/shared/text.ts', 'fauxqs', 'not with the tools of development'],
		['functions/record-outcome/record-outcome.ts', '@aws-sdk/client-sns', 'gets what it needs as functions'],
		['functions/record-outcome/record-outcome.ts', '../../local/names.ts', 'gets what it needs as functions'],
		['functions/record-outcome/record-outcome.ts', 'aws-cdk-lib', 'gets what it needs as functions'],
		['functions/record-outcome/record-outcome.ts', 'dynalite', 'not with the tools of development'],
		['infra/app.ts', '#functions/shared/text.ts', 'infra names functions by their path'],
		['infra/app.ts', '#functions/plan-batches/plan-batches.ts', 'infra names functions by their path'],
		['local/names.ts', '../infra/app.ts', 'without the CDK app'],
	])('%s may not import %s', (file, imported, reason) => {
		expect(lint(file, imported)).toContain(reason);
	});

	it('and lets through what stands on the right side', () => {
		expect(lint('local/names.ts', '#functions/shared/text.ts')).not.toContain('lint/');
		expect(lint('infra/catalog-columns.ts', '#functions/plan-batches/read-schema.ts')).not.toContain('lint/');
	});
});
