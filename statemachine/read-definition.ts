import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Definition } from './asl.ts';

/** The workflows by name; each stands in `<name in kebab-case>.asl.yaml`. */
const files = {
	WatchExport: 'watch-export.asl.yaml',
	ExportDatasets: 'export-datasets.asl.yaml',
	ProcessExport: 'process-export.asl.yaml',
} as const;

export type WorkflowName = keyof typeof files;
export const workflowNames = Object.keys(files) as readonly WorkflowName[];

const CURRENT = new URL('./', import.meta.url);

/** The definitions of the last release: executions that it started keep them until they end. */
export const RELEASED = new URL('released/', CURRENT);

/** A workflow's definition, its placeholders not yet filled in. */
export const readDefinition = (workflow: WorkflowName, folder = CURRENT): Definition =>
	parse(readFileSync(new URL(files[workflow], folder), 'utf8'));

/** The same as the JSON that Step Functions takes. */
export const readDefinitionJson = (workflow: WorkflowName, folder?: URL): string =>
	JSON.stringify(readDefinition(workflow, folder), null, 2);
