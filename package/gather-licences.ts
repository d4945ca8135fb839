import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of packages, one text after the other.
 *
 * @throws LicenceMissing for a package without a licence
 */
export const gatherLicences = (packageFolders: readonly string[]): string => {
	const entries = packageFolders.map((folder) => {
		const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		if (!license) throw new LicenceMissing(`${name}@${version}`);
		const files = globSync('{LICENSE,LICENCE,NOTICE,license,licence}*', { cwd: folder }).sort();
		const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
		return [`${name} ${version}: ${license}`, ...texts].join('\n\n');
	});
	return `${[...new Set(entries)].sort().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
};

/** A bundled package does not say under which licence it is. */
class LicenceMissing extends Error {
	override readonly name = 'LicenceMissing';

	constructor(what: string) {
		super(`the package.json of ${what} names no licence: find out whether it may be bundled`);
	}
}
