import { readFileSync } from 'node:fs';

const PLACEHOLDER = /\$\{([A-Za-z]+)\}/g;

/** A definition or pattern with its placeholders filled in; refuses one for which there is no value. */
export const readDefinition = (file: string, substitutions: Readonly<Record<string, string>>): string =>
	readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll(PLACEHOLDER, (_whole, name: string) => {
		const value = substitutions[name];
		if (value === undefined) throw new Error(`${file} has a placeholder \${${name}} for which there is no value`);
		return value;
	});
