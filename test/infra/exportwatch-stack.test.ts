import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import { newApp } from '../support/synthesised.ts';

describe('the stack', () => {
	it('is a valid template by the validation of CDK, with no credentials and no network', () => {
		const app = newApp({ builtinCloudFormationValidation: true });
		new ExportwatchStack(app, 'Exportwatch');
		const { directory } = app.synth();
		const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
		expect(pluginReports.flatMap(({ violations }: { violations: unknown[] }) => violations)).toEqual([]);
	}, 120_000);
});
