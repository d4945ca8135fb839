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

/** A workflow's definition, its placeholders not yet filled in. */
export const readDefinition = (workflow: WorkflowName): Definition =>
	parse(readFileSync(new URL(files[workflow], import.meta.url), 'utf8'));

/** The same as the JSON that Step Functions takes. */
export const readDefinitionJson = (workflow: WorkflowName): string => JSON.stringify(readDefinition(workflow), null, 2);
