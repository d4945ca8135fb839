import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { App } from 'aws-cdk-lib';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExportwatchStack } from '../../infra/exportwatch-stack.ts';
import { run } from '../support/run.ts';

const MAX_PACKED_BYTES = 27_000_000;
const MAX_UNPACKED_BYTES = 84_000_000;

const folder = mkdtempSync(join(tmpdir(), 'package-'));
const apps = join(import.meta.dirname, 'apps');
const cli = join(process.cwd(), 'node_modules', '.bin', 'cdk');

/** As `cdk init` makes it, CommonJS, without the packages for its tests. */
const typescriptApp = join(folder, 'nightly');
/** An app in plain JavaScript, as ES modules. */
const esmApp = join(folder, 'esm');

/** Has the package and its one dependency, and no peer. */
const bareApp = join(folder, 'bare');
const bareCommand = join(bareApp, 'node_modules', 'exportwatch', 'dist', 'exportwatch.js');
const nowhere = {
	AWS_REGION: undefined,
	AWS_DEFAULT_REGION: undefined,
	AWS_PROFILE: undefined,
	HOME: folder,
	AWS_EC2_METADATA_DISABLED: 'true',
};

let packed: { readonly filename: string; readonly size: number; readonly unpackedSize: number };
let context: Record<string, unknown>;
/** Synthesised from the repository, with the feature flags of the apps. */
let repository: string;

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));
const templateOf = (assembly: string) => readJson(assembly, 'Exportwatch.template.json');
const assetsOf = (assembly: string) =>
	readdirSync(assembly)
		.filter((name) => name.startsWith('asset.'))
		.sort();

const makeTypescriptApp = () => {
	mkdirSync(typescriptApp);
	run(typescriptApp, cli, ['init', 'app', '--language', 'typescript', '--generate-only']);
	const manifest = readJson(typescriptApp, 'package.json');
	manifest.dependencies['@duckdb/node-api'] = readJson('node_modules', '@duckdb', 'node-api', 'package.json').version;
	for (const name of ['jest', '@swc/jest', '@swc/core', '@types/jest']) delete manifest.devDependencies[name];
	manifest.dependencies['aws-cdk-lib'] = readJson('node_modules', 'aws-cdk-lib', 'package.json').version;
	manifest.dependencies.constructs = readJson('node_modules', 'constructs', 'package.json').version;
	writeFileSync(join(typescriptApp, 'package.json'), JSON.stringify(manifest));
	const tsconfig = readFileSync(join(typescriptApp, 'tsconfig.json'), 'utf8');
	writeFileSync(join(typescriptApp, 'tsconfig.json'), tsconfig.replace(/"jest",\s*/, ''));
	rmSync(join(typescriptApp, 'test'), { recursive: true });
	cpSync(join(apps, 'typescript', 'app.ts'), join(typescriptApp, 'bin', 'nightly.ts'));
	const tarball = join(folder, packed.filename);
	run(typescriptApp, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball]);
};

const makeBareApp = () => {
	const installed = join(bareApp, 'node_modules', 'exportwatch');
	mkdirSync(installed, { recursive: true });
	run(installed, 'tar', ['-xzf', join(folder, packed.filename), '--strip-components=1']);
	symlinkSync(join(typescriptApp, 'node_modules', 'zod'), join(bareApp, 'node_modules', 'zod'));
};

beforeAll(() => {
	[packed] = JSON.parse(run('package', 'npm', ['pack', '--json', '--silent', '--pack-destination', folder]));
	makeTypescriptApp();
	makeBareApp();
	cpSync(join(apps, 'esm'), esmApp, { recursive: true });
	writeFileSync(join(esmApp, 'package.json'), JSON.stringify({ type: 'module' }));
	symlinkSync(join(typescriptApp, 'node_modules'), join(esmApp, 'node_modules'));

	({ context } = readJson(typescriptApp, 'cdk.json'));
	repository = join(folder, 'repository');
	const app = new App({ context, outdir: repository });
	new ExportwatchStack(app, 'Exportwatch');
	app.synth();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
	it('stays small', () => {
		console.log(`${packed.size / 1e6} MB packed, ${packed.unpackedSize / 1e6} MB unpacked`);
		expect(packed.size).toBeLessThan(MAX_PACKED_BYTES);
		expect(packed.unpackedSize).toBeLessThan(MAX_UNPACKED_BYTES);
	});

	it('has nothing that publint or Are the Types Wrong would change', async () => {
		const tarball = new Uint8Array(readFileSync(join(folder, packed.filename)));
		const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
		expect(messages).toEqual([]);
		expect(await checkPackage(createPackageFromTarballData(tarball))).toMatchObject({ types: {}, problems: [] });
	});

	it('carries the licences of what it contains', () => {
		const installed = join(typescriptApp, 'node_modules', 'exportwatch');
		expect(readdirSync(installed)).toEqual(expect.arrayContaining(['LICENSE', 'NOTICE', 'CHANGELOG.md']));
		const licences = readFileSync(join(installed, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
		for (const name of ['@aws-sdk/client-s3', '@middy/core', 'zod', '@duckdb/node-bindings-linux-arm64']) {
			expect(licences).toMatch(new RegExp(`^${name} [\\d.a-z-]+: [\\w.-]+$`, 'm'));
		}
	});

	it('imports nothing at synthesis but its peers, zod and Node', () => {
		const text = readFileSync(join(typescriptApp, 'node_modules', 'exportwatch', 'dist', 'construct.cjs'), 'utf8');
		const imported = new Set([...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name.split('/')[0]));
		expect([...imported].filter((name) => !name?.startsWith('node:')).sort()).toEqual([
			'aws-cdk-lib',
			'constructs',
			'zod',
		]);
	});
});

describe('an app that installs the package', () => {
	it('compiles as `cdk init` makes it, and has the template and the assets of the repository', () => {
		const options = ['--quiet', '--no-asset-metadata', '--no-path-metadata', '--no-version-reporting', '--no-notices'];
		const started = performance.now();
		run(typescriptApp, join(typescriptApp, 'node_modules', '.bin', 'cdk'), ['synth', ...options], {
			npm_config_offline: 'true',
		});
		console.log(`compiled and synthesised in ${Math.round(performance.now() - started) / 1_000} s`);
		const assembly = join(typescriptApp, 'cdk.out');
		expect(templateOf(assembly)).toEqual(templateOf(repository));
		expect(assetsOf(assembly)).toEqual(assetsOf(repository));
		expect(readdirSync(assembly)).toContain('Recommendations.template.json');
	});

	it('works in ES modules and plain JavaScript, and reaches the entry points only', () => {
		const assembly = join(esmApp, 'cdk.out');
		const environment = { ...nowhere, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) };
		const started = performance.now();
		const printed = run(esmApp, process.execPath, ['app.js'], environment);
		console.log(`synthesised in ${Math.round(performance.now() - started) / 1_000} s`);
		expect(JSON.parse(printed)).toEqual({
			record: 'exportJobRecord',
			start: 'AcceptTrigger',
			refuses: true,
			client: 'Region is missing',
			inner: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
		});
		expect(templateOf(assembly)).toEqual(templateOf(repository));
		expect(assetsOf(assembly)).toEqual(assetsOf(repository));
	});
});

describe('the command of the package', () => {
	it('asks for AWS as the command of the repository does, and needs no peer for it', () => {
		expect(() => run(bareApp, process.execPath, [bareCommand, 'ls'], nowhere)).toThrow('no AWS Region');
	});

	it('says what `local` needs where that is not installed', () => {
		expect(() => run(bareApp, process.execPath, [bareCommand, 'local', '--exit'], nowhere)).toThrow(
			'npm install --save-dev @duckdb/node-api',
		);
	});

	it('runs the embedded AWS to the end of its four exports', () => {
		const command = join(typescriptApp, 'node_modules', '.bin', 'exportwatch');
		const printed = run(typescriptApp, command, ['local', '--exit', '--port', '0']);
		expect(printed.match(/^SUCCEEDED /gm)).toHaveLength(3);
		expect(printed.match(/^FAILED /gm)).toHaveLength(1);
	});

	it('says that a template needs the CDK where that is not installed', () => {
		expect(() => run(bareApp, process.execPath, [bareCommand, 'template', '--assets-bucket', 'ours'], nowhere)).toThrow(
			/needs (aws-cdk-lib|constructs), which is not installed/,
		);
	});

	it('hands the stock stack to the CDK CLI, up to the first call of AWS, and says what stays', () => {
		const command = join(typescriptApp, 'node_modules', '.bin', 'exportwatch');
		const destroy = () => run(typescriptApp, command, ['destroy', '--', '--force'], nowhere);
		expect(destroy).toThrow(
			/stay until you delete[\s\S]*ExportJobs\w+ \(AWS::DynamoDB::Table\)[\s\S]*Unable to resolve AWS account/,
		);
	});
});
