import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const repository = join(import.meta.dirname, '..');
const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const imported = ['construct', 'contracts', 'client'].map((entry) => `package/entries/${entry}.ts`);
const run = ['command/exportwatch.ts', 'local/server-worker.ts'];

/** CommonJS has no `import.meta`. */
const commonJs = {
	banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
	define: { 'import.meta.url': 'moduleUrl' },
};

/** CommonJS packages that a bundle contains call `require()`, which ES modules do not have. */
const esModules = {
	banner: {
		js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
	},
};

/** dynalite requires its operations by a name without an extension, which esbuild cannot find. */
const nameDynaliteFiles: Plugin = {
	name: 'dynalite',
	setup: ({ onLoad }) => {
		onLoad({ filter: /node_modules\/dynalite\/index\.js$/ }, ({ path }) => ({
			contents: readFileSync(path, 'utf8').replaceAll("/' + action)", "/' + action + '.js')"),
		}));
	},
};

/**
 * Bundles what is imported twice, as ES modules and as CommonJS for the apps that `cdk init` makes, and what is run as ES
 * modules, which share their code. The condition `packaged` chooses what reads the package where the repository bundles.
 *
 * @returns the files that the bundles are made of
 */
export const bundleEntries = async (outdir: string): Promise<readonly string[]> => {
	const options = {
		absWorkingDir: repository,
		outdir,
		entryNames: '[name]',
		bundle: true,
		platform: 'node',
		target: 'node22',
		mainFields: ['module', 'main'],
		conditions: ['packaged'],
		external,
		plugins: [nameDynaliteFiles],
		// dynalite would load a native database, too, but keeps the tables of the embedded AWS in memory
		alias: { level: 'memory-level' },
		metafile: true,
		logLevel: 'warning',
	} satisfies BuildOptions;
	const built = await build({
		...options,
		...esModules,
		entryPoints: [...imported, ...run],
		format: 'esm',
		splitting: true,
		minifySyntax: true,
		minifyWhitespace: true,
	});
	await build({ ...options, ...commonJs, entryPoints: imported, format: 'cjs', outExtension: { '.js': '.cjs' } });
	return Object.keys(built.metafile.inputs).map((file) => join(repository, file));
};
