import { html } from 'hono/html';
import { findNamedJobs } from '#functions/watch-export/read-trigger.ts';
import type { Execution } from '../../client/executions.ts';
import { executionGraph, statesOf } from './execution.ts';
import type { Html } from './layout.ts';
import { data, facts, isLive, tag, timeOf, took } from './parts.ts';
import { watchPath } from './paths.ts';
import { startedByText } from './started-by.ts';

/** One execution of any of the state machines: the path that it took, and what it said at its end. */
export const executionPage = async (execution: Execution, definition: string, inner: Html | ''): Promise<Html> => {
	const { name, status, startedAt, endedAt, startedBy, stateMachineArn, error, cause, input, output } = execution;
	const [job] = findNamedJobs(JSON.parse(input)).map(({ value }) => (typeof value === 'string' ? value : undefined));
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
	['Took', endedAt && took(startedAt, endedAt)],
	// a watch starts a processing run by StartExecution, as anybody does
	['Started by', job && startedBy.kind === 'REQUEST' ? undefined : startedByText(startedBy)],
	['Job', job && html`<a href="${watchPath(job)}">${job}</a>`],
])}${inner}
<h2>Execution</h2>${await executionGraph(definition, execution)}${statesOf(execution)}
<h2>Input and output</h2><details id="input"><summary>Input</summary>${data(input)}</details>
${output === undefined ? '' : html`<details id="output"><summary>Output</summary>${data(output)}</details>`}`;
};
