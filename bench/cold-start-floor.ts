import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An SDK client that a function creates, and how. */
interface Client {
	readonly name: string;
	readonly from: string;
}

const IMPORT = /import \{([^}]*)\} from '(@aws-sdk\/(?:client|lib)-[\w-]+)'/g;

/** What these sources create of the SDK: `new PersonalizeClient(…)`, `DynamoDBDocumentClient.from(…)`. */
export const clientsIn = (sources: readonly string[]): readonly Client[] => {
	const clients = new Map<string, string>();
	for (const file of sources) {
		const text = readFileSync(file, 'utf8');
		for (const [, imported = '', from = ''] of text.matchAll(IMPORT)) {
			for (const [name] of imported.matchAll(/\b\w+Client\b/g)) {
				if (text.includes(`new ${name}(`) || text.includes(`${name}.from(`)) clients.set(name, from);
			}
		}
	}
	return [...clients].map(([name, from]) => ({ name, from }));
};

/** A bare handler with these clients and nothing else. */
export const writeFloor = (file: string, clients: readonly Client[]): void => {
	const creations = clients.map(({ name }) =>
		name === 'DynamoDBDocumentClient' ? `${name}.from(new DynamoDBClient({}))` : `new ${name}({})`,
	);
	const packages = join(process.cwd(), 'node_modules');
	const lines = [
		...clients.map(({ name, from }) => `import { ${name} } from '${join(packages, from)}';`),
		`const clients = [${creations.join(', ')}];`,
		'export const handler = async () => clients.length;',
	];
	writeFileSync(file, lines.join('\n'));
};
