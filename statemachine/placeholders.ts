const PLACEHOLDER = /\$\{(\w+)\}/g;

/** The names of the placeholders `${Name}` in a text, each once. */
export const placeholdersOf = (text: string): readonly string[] => [
	...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name as string)),
];

/**
 * The text with its placeholders filled in.
 *
 * @throws Error for a placeholder that has no value
 */
export const fillPlaceholders = (text: string, values: Readonly<Record<string, string>>): string =>
	text.replaceAll(PLACEHOLDER, (_whole, name: string) => {
		const value = values[name];
		if (value === undefined) throw new Error(`there is no value for the placeholder \${${name}}`);
		return value;
	});
