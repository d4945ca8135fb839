import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BindingUnavailable, copyDuckdb } from '../../../infra/bundling/copy-duckdb.ts';

/** Lambda's quota, unzipped. */
const MAX_ASSET_BYTES = 250 * 1024 ** 2;

/** ELF's `e_machine`, at byte 18: AArch64. */
const isForArm64 = (file: string) => readFileSync(file).readUInt16LE(18) === 0xb7;

const folder = mkdtempSync(join(tmpdir(), 'duckdb-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('copyDuckdb', () => {
	it('copies the binding of Lambda’s arm64 and no other, within Lambda’s limit', (test) => {
		try {
			copyDuckdb(folder, 'linux-arm64');
		} catch (error) {
			if (!(error instanceof BindingUnavailable)) throw error;
			return test.skip(`offline, and npm never fetched it on this machine: ${error.message}`);
		}
		const duckdb = join(folder, '@duckdb');
		expect(readdirSync(duckdb).sort()).toEqual(['node-api', 'node-bindings', 'node-bindings-linux-arm64']);
		for (const file of ['duckdb.node', 'libduckdb.so']) {
			expect(isForArm64(join(duckdb, 'node-bindings-linux-arm64', file)), file).toBe(true);
		}
		const versions = ['node-api', 'node-bindings', 'node-bindings-linux-arm64'].map(
			(name) => JSON.parse(readFileSync(join(duckdb, name, 'package.json'), 'utf8')).version,
		);
		expect(new Set(versions).size).toBe(1);
		const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
		expect(bytes).toBeGreaterThan(50_000_000);
		expect(bytes).toBeLessThan(MAX_ASSET_BYTES);
	}, 120_000);
});
