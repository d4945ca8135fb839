import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, type BuildResult, buildSync } from 'esbuild';
import { copyDuckdb, type Platform } from './copy-duckdb.ts';
import { keepOwnSources } from './own-source-map.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `DescribeExportJob` stands in `functions/describe-export-job/`. */
export const folderOf = (name: string): string =>
	join(root, 'functions', name.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase());

/**
 * How a handler becomes what Lambda loads, for the deployment, the tests of the bundles and the bench alike.
 * CommonJS loads faster than ES modules here; the packages' ES modules are read nevertheless, because only those shed
 * what is not used. Names are not kept: errors carry theirs as a literal.
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
	metafile: true,
	logLevel: 'warning',
} satisfies BuildOptions;

/** The file that Lambda loads; its handler is `index.handler`. */
export const BUNDLE_FILE = 'index.cjs';

/** Bundles one entry file into a folder, the source map of what is ours beside it. */
export const bundleFile = (entry: string, outputFolder: string): BuildResult<typeof options> => {
	const outfile = join(outputFolder, BUNDLE_FILE);
	const result = buildSync({ ...options, entryPoints: [entry], outfile });
	keepOwnSources(`${outfile}.map`);
	return result;
};

/**
 * Bundles the handler of a function by its name, as `DescribeExportJob`; what has native code in it lies beside the bundle.
 *
 * @param platform where it will run; without one, on this machine
 */
export const bundleHandler = (name: string, outputFolder: string, platform?: Platform): BuildResult<typeof options> => {
	const result = bundleFile(join(folderOf(name), 'handler.ts'), outputFolder);
	const imports = Object.values(result.metafile.outputs).flatMap((output) => output.imports);
	if (imports.some(({ path }) => path.startsWith('@duckdb/'))) copyDuckdb(outputFolder, platform);
	return result;
};
