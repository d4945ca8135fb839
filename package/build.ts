import { copyFileSync, cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDefinitionJson, workflowNames } from '../statemachine/read-definition.ts';
import { bundleAssets, packagesOf } from './bundle-assets.ts';
import { bundleEntries } from './bundle-entries.ts';
import { emitTypes } from './emit-types.ts';
import { gatherLicences } from './gather-licences.ts';

/** `npm pack ./package`: makes everything in the package that is not written by hand. */
const here = import.meta.dirname;
const repository = join(here, '..');
const contracts = join(repository, 'docs', 'contracts');
const dist = join(here, 'dist');

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'definitions'), { recursive: true });

const bundled = [
	...bundleAssets(join(dist, 'assets')),
	...packagesOf(await bundleEntries(dist)),
	join(repository, 'node_modules', 'idiomorph'),
];
cpSync(join(repository, 'console', 'assets'), join(dist, 'console'), { recursive: true });
cpSync(fileURLToPath(import.meta.resolve('idiomorph')), join(dist, 'console', 'idiomorph.js'));
emitTypes(here);
for (const workflow of workflowNames) {
	writeFileSync(join(dist, 'definitions', `${workflow}.asl.json`), readDefinitionJson(workflow));
}
for (const folder of ['rules', 'schedules']) {
	cpSync(join(repository, 'statemachine', folder), join(dist, folder), { recursive: true });
}
for (const file of globSync('*.schema.json', { cwd: contracts })) {
	cpSync(join(contracts, file), join(dist, 'contracts', file));
}
for (const file of ['LICENSE', 'NOTICE', 'CHANGELOG.md']) copyFileSync(join(repository, file), join(here, file));
copyFileSync(join(repository, 'docs', 'package.md'), join(here, 'README.md'));
writeFileSync(join(here, 'THIRD-PARTY-LICENSES.txt'), gatherLicences([...new Set(bundled)]));
