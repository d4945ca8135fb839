import { readFileSync } from 'node:fs';
import { failStates } from '../../contracts/vocabulary.ts';
import type { Definition } from '../../statemachine/asl.ts';
import type { WorkflowName } from '../../statemachine/read-definition.ts';

export const workflowNames = Object.keys(failStates) as readonly WorkflowName[];

/** A workflow's definition, its placeholders not yet filled in. */
export const readDefinition = (workflow: WorkflowName): Definition => JSON.parse(readDefinitionJson(workflow));

/** The JSON that the package has of it. */
export const readDefinitionJson = (workflow: WorkflowName): string =>
	readFileSync(new URL(`definitions/${workflow}.asl.json`, import.meta.url), 'utf8');
