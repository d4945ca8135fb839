import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { datasetManifest, datasetNote, datasetNotice } from '../functions/shared/contracts/dataset.ts';
import { exportJobRecord } from '../functions/shared/contracts/export-job-record.ts';
import { exportRequest } from '../functions/shared/contracts/export-request.ts';
import { exportsSummary } from '../functions/shared/contracts/exports.ts';
import { manifest } from '../functions/shared/contracts/manifest.ts';
import { outcomeNotice } from '../functions/shared/contracts/outcome-notice.ts';
import { processingInput } from '../functions/shared/contracts/processing.ts';
import { trigger } from '../functions/shared/contracts/trigger.ts';
import { watchOptions } from '../functions/shared/contracts/watch-options.ts';
import { workflowDiagram } from './workflow-diagram.ts';

const exports = { exportRequest, exportsSummary };
const datasets = { datasetManifest, datasetNote, datasetNotice };
const contracts = {
	trigger,
	watchOptions,
	exportJobRecord,
	outcomeNotice,
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
	const diagram = workflowDiagram(JSON.parse(read('statemachine/watch-export.asl.json')));
	return readme.replace(/(?<=^```mermaid\n)[^`]*(?=\n```$)/m, () => diagram);
};
