import { execFileSync } from 'node:child_process';
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** An import of one of our own files, as in `from './stores.ts'` or `import("#contracts/watch.ts")`. */
const OWN_IMPORT = /(?<=(?:from |import\()["'])(#|\.\.?\/)([^"']+)\.ts(?=["'])/g;

/** Writes the declarations of the entry points: once as ES modules, once as CommonJS, as their importers see them. */
export const emitTypes = (packageFolder: string): void => {
	const types = join(packageFolder, 'dist', 'types');
	execFileSync('tsc', ['-p', packageFolder], { stdio: 'inherit', shell: process.platform === 'win32' });
	for (const file of globSync('esm/**/*.d.ts', { cwd: types })) {
		const path = join(types, file);
		const toRoot = relative(dirname(path), join(types, 'esm')) || '.';
		const text = readFileSync(path, 'utf8');
		const portable = text.replaceAll(OWN_IMPORT, (_whole, start: string, rest: string) =>
			start === '#' ? `${toRoot}/${rest}.js` : `${start}${rest}.js`,
		);
		writeFileSync(path, portable);
	}
	cpSync(join(types, 'esm'), join(types, 'cjs'), { recursive: true });
	writeFileSync(join(types, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
};
