import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

/** CommonJS has no `import.meta`. */
const commonJs = {
	banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
	define: { 'import.meta.url': 'moduleUrl' },
};

/**
 * Bundles each entry point of the package twice: an ES module, and CommonJS for the apps that `cdk init` makes. The condition
 * `packaged` chooses what reads the package where the repository bundles.
 */
export const bundleEntries = (outdir: string): void => {
	const entryPoints = ['construct', 'contracts'].map((entry) => join(import.meta.dirname, 'entries', `${entry}.ts`));
	const options: BuildOptions = {
		entryPoints,
		outdir,
		bundle: true,
		platform: 'node',
		target: 'node20',
		conditions: ['packaged'],
		external,
	};
	buildSync({ ...options, format: 'esm' });
	buildSync({ ...options, format: 'cjs', outExtension: { '.js': '.cjs' }, ...commonJs });
};
