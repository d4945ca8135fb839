import { parseArgs } from 'node:util';
import { readDefinitionJson, type WorkflowName, workflowNames } from './read-definition.ts';

/** `npm run asl -- WatchExport`: prints a definition as JSON, for instance to paste it into the Step Functions console. */
const [name] = parseArgs({ allowPositionals: true }).positionals;
const workflow = workflowNames.find((known) => known === name) satisfies WorkflowName | undefined;
if (workflow) {
	process.stdout.write(`${readDefinitionJson(workflow)}\n`);
} else {
	process.stderr.write(`usage: npm run --silent asl -- ${workflowNames.join(' | ')}\n`);
	process.exitCode = 2;
}
