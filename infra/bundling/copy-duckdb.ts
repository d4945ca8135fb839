import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const installed = join(root, 'node_modules');
const cache = join(installed, '.cache', 'exportwatch');

/** As DuckDB names its bindings. Amazon Linux, on which Lambda runs, has glibc: never `-musl`. */
export type Platform = 'linux-arm64';

/**
 * Copies DuckDB's packages into a folder `node_modules`: esbuild cannot bundle native code, and DuckDB finds its binding
 * by the name of a package at run time. Without `detect-libc`, DuckDB takes the binding for glibc.
 *
 * @param platform whose binding to copy; without one, those that npm installed for this machine
 */
export const copyDuckdb = (packages: string, platform?: Platform): void => {
	for (const name of ['@duckdb/node-api', '@duckdb/node-bindings']) copyInstalled(name, packages);
	if (platform) {
		copyBinding(`@duckdb/node-bindings-${platform}`, packages);
	} else {
		const bindings = readdirSync(join(installed, '@duckdb')).filter((name) => name.startsWith('node-bindings-'));
		for (const name of bindings) copyInstalled(`@duckdb/${name}`, packages);
	}
};

const copyInstalled = (name: string, packages: string): void =>
	cpSync(join(installed, name), join(packages, name), { recursive: true });

/**
 * npm installs only the binding of the machine that it runs on, and refuses a devDependency on another (EBADPLATFORM).
 * So a binding that is not installed is fetched once by `npm pack`: with the user's own registry, proxy and credentials,
 * and only as package-lock.json has it.
 */
const copyBinding = (name: string, packages: string): void => {
	if (existsSync(join(installed, name))) {
		copyInstalled(name, packages);
		return;
	}
	const tarball = tarballOf(name);
	const folder = join(packages, name);
	mkdirSync(folder, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
};

const tarballOf = (name: string): string => {
	const { version, integrity } = lockedPackage(name);
	const tarball = join(cache, `${name.replace('/', '-')}-${version}.tgz`);
	if (existsSync(tarball) && integrityOf(tarball) === integrity) return tarball;
	mkdirSync(cache, { recursive: true });
	const folder = mkdtempSync(join(cache, 'fetched-'));
	try {
		const pack = [
			'pack',
			`${name}@${version}`,
			'--prefer-offline',
			'--fetch-retries=1',
			'--loglevel=error',
			'--pack-destination',
			folder,
		];
		// npm is a script on Windows, which only a shell runs.
		execFileSync('npm', pack, { cwd: root, stdio: 'pipe', shell: process.platform === 'win32' });
		const fetched = join(folder, readdirSync(folder)[0] ?? '');
		const found = integrityOf(fetched);
		if (found !== integrity) throw new Error(`its integrity is ${found}, but package-lock.json has ${integrity}`);
		renameSync(fetched, tarball);
		return tarball;
	} catch (error) {
		throw new BindingUnavailable(`${name}@${version}`, error as Error);
	} finally {
		rmSync(folder, { recursive: true });
	}
};

const lockedPackage = (name: string): { readonly version: string; readonly integrity: string } =>
	JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages[`node_modules/${name}`];

const integrityOf = (file: string): string =>
	`sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;

/** The binding for Lambda is not installed and cannot be fetched. */
export class BindingUnavailable extends Error {
	override readonly name = 'BindingUnavailable';

	constructor(what: string, cause: Error) {
		super(`${what} is not installed on this machine and cannot be fetched by npm: ${cause.message}`, { cause });
	}
}
