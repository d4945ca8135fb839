import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSystem } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '#functions/watch-export/notify-outcome/settings.ts';
import { BUNDLE_FILE, bundleHandler } from '../../../infra/bundling/bundle-handler.ts';

const folder = mkdtempSync(join(tmpdir(), 'source-map-'));
const bundle = join(folder, BUNDLE_FILE);

describe('the source map of a bundle', () => {
	beforeAll(() => {
		bundleHandler(settings, folder);
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	it('holds our sources and no package', () => {
		const { sources } = JSON.parse(readFileSync(`${bundle}.map`, 'utf8'));
		expect(sources).toContain('functions/watch-export/notify-outcome/handler.ts');
		expect(sources.filter((source: string) => source.includes('node_modules'))).toEqual([]);
	});

	it('does not depend on where the code lies, and so neither does the hash of the asset', () => {
		const copy = join(mkdtempSync(join(tmpdir(), 'deeper-')), 'a', 'copy');
		for (const part of ['contracts', 'functions', 'infra', 'package.json', 'tsconfig.json']) {
			cpSync(part, join(copy, part), { recursive: true });
		}
		symlinkSync(realpathSync('node_modules'), join(copy, 'node_modules'));
		const script = `import { bundleHandler } from './infra/bundling/bundle-handler.ts';
			bundleHandler({ folder: ${JSON.stringify(settings.folder)} }, 'bundle');`;
		const options = ['--input-type=module', '--eval', script];
		const { status, stderr } = spawnSync(process.execPath, options, { cwd: copy, encoding: 'utf8' });
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });

		const hashOf = (of: string) => FileSystem.fingerprint(of);
		expect(hashOf(join(copy, 'bundle'))).toBe(hashOf(folder));
		rmSync(copy, { recursive: true });
	});

	it('leads a stack trace back to the lines of our files', () => {
		const { stderr } = spawnSync(process.execPath, ['--enable-source-maps', bundle], { encoding: 'utf8', env: {} });
		const places = [...stderr.matchAll(/(functions\/[\w/-]+\.ts):(\d+)/g)].map(([, file = '', line]) => {
			const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8').split('\n')[Number(line) - 1];
			return [file, text?.trim()];
		});
		expect(places).toContainEqual([
			'functions/shared/function-settings.ts',
			expect.stringContaining('throw new Error('),
		]);
		expect(places).toContainEqual([
			'functions/watch-export/notify-outcome/handler.ts',
			expect.stringContaining('readEnvironment('),
		]);
	});
});
