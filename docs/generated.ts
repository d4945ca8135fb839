import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { datasetManifest, datasetNotification, recordedDataset } from '#contracts/dataset.ts';
import { exportJobRecord } from '#contracts/export-job-record.ts';
import { exportRequest } from '#contracts/export-request.ts';
import { exportsSummary } from '#contracts/exports.ts';
import { manifest } from '#contracts/manifest.ts';
import { outcomeNotification } from '#contracts/outcome-notification.ts';
import { processingInput } from '#contracts/processing.ts';
import { trigger } from '#contracts/trigger.ts';
import { watchOptions } from '#contracts/watch-options.ts';
import { readDefinition } from '#statemachine/read-definition.ts';
import { type Definition, workflowDiagram } from './workflow-diagram.ts';

const exports = { exportRequest, exportsSummary };
const datasets = { datasetManifest, recordedDataset, datasetNotification };
const contracts = {
	trigger,
	watchOptions,
	exportJobRecord,
	outcomeNotification,
	manifest,
	processingInput,
	...exports,
	...datasets,
};

const root = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** Every generated text of the documentation: the file it stands in, and what the file has to hold. */
export const generatedFiles = (): Readonly<Record<string, string>> => ({
	'README.md': withDiagram(read('README.md')),
	...Object.fromEntries(
		Object.entries(contracts).map(([name, schema]) => [`docs/contracts/${fileName(name)}`, jsonSchema(name, schema)]),
	),
});

const fileName = (name: string): string =>
	`${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.schema.json`;

const jsonSchema = (title: string, schema: z.core.$ZodType): string =>
	`${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, '\t')}\n`;

const withDiagram = (readme: string): string => {
	const diagram = workflowDiagram(readDefinition('WatchExport') as unknown as Definition);
	return readme.replace(/(?<=^```mermaid\n)[^`]*(?=\n```$)/m, () => diagram);
};
