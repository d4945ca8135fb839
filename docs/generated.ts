import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readDefinition } from '#statemachine/read-definition.ts';
import * as contracts from '../package/entries/contracts.ts';
import { tables } from './tables.ts';
import { workflowDiagram } from './workflow-diagram.ts';

const WORKFLOW_PAGE = 'docs/workflow.md';

/** Every generated text of the documentation: its file, and what the file has to hold. */
export const generatedFiles = (): Readonly<Record<string, string>> => ({
	[WORKFLOW_PAGE]: withDiagram(readPage(WORKFLOW_PAGE)),
	...Object.fromEntries(Object.keys(tables).map((page) => [page, withTables(page)])),
	...Object.fromEntries(
		Object.entries(contracts).map(([name, schema]) => [`docs/contracts/${fileName(name)}`, jsonSchema(name, schema)]),
	),
});

const readPage = (page: string): string => readFileSync(new URL(`../${page}`, import.meta.url), 'utf8');

const fileName = (name: string): string =>
	`${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.schema.json`;

const jsonSchema = (title: string, schema: z.core.$ZodType): string =>
	`${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, '\t')}\n`;

const withDiagram = (page: string): string => {
	const diagram = workflowDiagram(readDefinition('WatchExport'));
	return page.replace(/(?<=^```mermaid\n)[^`]*(?=\n```$)/m, () => diagram);
};

/** The page with each of its tables between the table's two markers. */
const withTables = (page: string): string =>
	Object.entries(tables[page] ?? {}).reduce((text, [name, table]) => {
		const [before, rest = ''] = text.split(`<!-- generated: ${name} -->\n`);
		const end = rest.indexOf('<!-- /generated -->');
		if (end < 0) throw new Error(`${page} has no markers for the table "${name}"`);
		return `${before}<!-- generated: ${name} -->\n\n${table()}\n\n${rest.slice(end)}`;
	}, readPage(page));
