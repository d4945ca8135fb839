import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
		expect(sources).toEqual(
			expect.arrayContaining([expect.stringMatching(/functions\/watch-export\/notify-outcome\/handler\.ts$/)]),
		);
		expect(sources.filter((source: string) => source.includes('node_modules'))).toEqual([]);
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
