import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const repository = readJson('package.json');
const manifest = readJson('package/package.json');

describe('the manifest of the package', () => {
	it('asks for what the repository is tested with, as the oldest version', () => {
		const { zod, '@duckdb/node-api': duckdb } = repository.dependencies;
		const { constructs, 'aws-cdk': cli, 'aws-cdk-lib': cdk } = repository.devDependencies;
		expect(manifest.dependencies).toEqual({ zod: `^${zod}` });
		expect(manifest.peerDependencies).toEqual({
			'@duckdb/node-api': duckdb,
			'aws-cdk': `^${cli}`,
			'aws-cdk-lib': `^${cdk}`,
			constructs: `^${constructs}`,
		});
	});

	it('has a version that CHANGELOG.md describes', () => {
		expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`\n## ${manifest.version}\n`);
	});

	it('has the licence of the repository', () => {
		expect(manifest.license).toBe(repository.license);
	});
});
