import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/**
 * The licences of packages: each text once, below the packages that it is for.
 *
 * @throws LicenceMissing for a package without a licence
 */
export const gatherLicences = (packageFolders: readonly string[]): string => {
	const licensed = packageFolders.map((folder) => {
		const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		if (!license) throw new LicenceMissing(`${name}@${version}`);
		const files = globSync('{LICENSE,LICENCE,NOTICE,license,licence}*', { cwd: folder }).sort();
		const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
		return { title: `${name} ${version}: ${license}`, text: texts.join('\n\n') };
	});
	const byText = Map.groupBy(licensed, ({ text }) => text);
	const sections = [...byText].map(([text, packages]) =>
		[[...new Set(packages.map(({ title }) => title))].sort().join('\n'), text].join('\n\n').trim(),
	);
	return `${sections.sort().join(RULE)}\n`;
};

/** A bundled package does not say under which licence it is. */
class LicenceMissing extends Error {
	override readonly name = 'LicenceMissing';

	constructor(what: string) {
		super(`the package.json of ${what} names no licence: find out whether it may be bundled`);
	}
}
