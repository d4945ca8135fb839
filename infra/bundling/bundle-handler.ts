import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, type BuildResult, buildSync } from 'esbuild';
import type { FunctionSettings } from '#functions/shared/function-settings.ts';
import { keepOwnSources } from './own-source-map.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Handler = Pick<FunctionSettings, 'folder'>;

export const handlerFolder = ({ folder }: Handler): string => join(root, 'functions', folder);

/**
 * How a handler is bundled for Lambda; the deployment, the tests and the bench bundle alike. CommonJS loads faster than
 * ES modules here, but the packages are read as ES modules, because only from those esbuild removes unused code. Names
 * are not kept: each error class has its name as a literal.
 */
const options = {
	bundle: true,
	platform: 'node',
	target: 'node24',
	format: 'cjs',
	mainFields: ['module', 'main'],
	minify: true,
	sourcemap: 'linked',
	sourcesContent: false,
	external: ['@duckdb/*'],
	// Lambda finds the packages of a layer by NODE_PATH, which holds for require() only.
	supported: { 'dynamic-import': false },
	metafile: true,
	logLevel: 'warning',
} satisfies BuildOptions;

/** The file that Lambda loads; its handler is `index.handler`. */
export const BUNDLE_FILE = 'index.cjs';

/** Bundles one entry file into a folder, with a source map of our own sources beside it. */
export const bundleFile = (entry: string, outputFolder: string): BuildResult<typeof options> => {
	const outfile = join(outputFolder, BUNDLE_FILE);
	const result = buildSync({ ...options, entryPoints: [entry], outfile });
	keepOwnSources(`${outfile}.map`, root);
	return result;
};

/** Bundles the handler of a function. DuckDB has native code and comes in a layer. */
export const bundleHandler = (handler: Handler, outputFolder: string): BuildResult<typeof options> =>
	bundleFile(join(handlerFolder(handler), 'handler.ts'), outputFolder);
