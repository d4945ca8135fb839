import { html } from 'hono/html';
import type { Execution } from '../../client/executions.ts';
import { executionGraph, statesOf } from './execution.ts';
import type { Html } from './layout.ts';
import { data, facts, isLive, tag, timeOf } from './parts.ts';
import { watchPath } from './paths.ts';
import { startedByText } from './started-by.ts';

/** One execution of any of the state machines: the path that it took, and what it said at its end. */
export const executionPage = async (execution: Execution, definition: string, inner: Html | '' = ''): Promise<Html> => {
	const { name, status, startedAt, endedAt, startedBy, stateMachineArn, error, cause, input, output } = execution;
	return html`${isLive()}<h1>${name}</h1><p>${tag(status)}</p>
${
	error
		? html`<div class="notice bad">${facts([
				['Error', error],
				['Cause', cause],
			])}</div>`
		: ''
}
${facts([
	['State machine', stateMachineArn.split(':').at(-1)],
	['Started', timeOf(startedAt)],
	['Ended', timeOf(endedAt)],
	['Started by', startedByText(startedBy)],
])}${inner}
<h2>Execution</h2>${await executionGraph(definition, execution)}${statesOf(execution)}
<h2>Input and output</h2><details id="input"><summary>Input</summary>${data(input)}</details>
${output === undefined ? '' : html`<details id="output"><summary>Output</summary>${data(output)}</details>`}`;
};

/** The datasets of an export of a group, each with its watch. */
export const datasetsTable = (
	datasets: readonly {
		readonly datasetType: string;
		readonly jobName: string;
		readonly watchExecutionArn?: string;
		readonly outcome?: string;
		readonly reason?: string;
	}[],
): Html => html`<h2>Datasets</h2><div class="scroll"><table><thead><tr><th scope="col">Dataset</th><th scope="col">Job</th><th scope="col">Outcome</th><th scope="col">Reason</th></tr></thead><tbody>
${datasets.map(({ datasetType, jobName, watchExecutionArn, outcome = 'RUNNING', reason }) => html`<tr><td>${datasetType}</td><td>${watchExecutionArn ? html`<a href="${watchPath(watchExecutionArn)}">${jobName}</a>` : jobName}</td><td>${tag(outcome)}</td><td class="wide">${reason ?? ''}</td></tr>`)}
</tbody></table></div>`;
