import { globSync } from 'node:fs';
import { join } from 'node:path';
import { bundleHandler } from '../infra/bundling/bundle-handler.ts';
import { copyDuckdb } from '../infra/bundling/copy-duckdb.ts';
import { LAYER_PACKAGES } from '../infra/bundling/function-code.ts';

const functions = join(import.meta.dirname, '..', 'functions');

/** The folders of the npm packages that files belong to. */
export const packagesOf = (files: readonly string[]): readonly string[] =>
	files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);

/**
 * Bundles the handler of each function and DuckDB's layer, exactly as the construct does in the repository.
 *
 * @returns the folders of the npm packages that the assets contain
 */
export const bundleAssets = (assets: string): readonly string[] => {
	const layer = join(assets, 'duckdb', LAYER_PACKAGES);
	copyDuckdb(layer, 'linux-arm64');
	const inputs = globSync('*/*/handler.ts', { cwd: functions }).flatMap((handler) => {
		const folder = join(handler, '..');
		return Object.keys(bundleHandler({ folder }, join(assets, 'functions', folder)).metafile.inputs);
	});
	const copied = globSync('@duckdb/*', { cwd: layer }).map((name) => join(layer, name));
	return [...packagesOf(inputs), ...copied];
};
