import { html } from 'hono/html';
import type { ListedExecution } from '../../client/list-executions.ts';
import type { Html } from './layout.ts';
import { isLive, tag, timeOf, took } from './parts.ts';
import { executionPath } from './paths.ts';

/** The newest executions of a workflow. */
export const executionsPage = (
	title: string,
	executions: readonly ListedExecution[],
): Html => html`${isLive()}<h1>${title}</h1>
${
	executions.length === 0
		? html`<p>There is none yet.</p>`
		: html`<div class="scroll"><table class="cards"><thead><tr><th scope="col">Execution</th><th scope="col">Status</th><th scope="col">Started</th><th scope="col">Took</th></tr></thead><tbody>
${executions.map(({ executionArn, name, status, startedAt, endedAt }) => html`<tr id="${executionArn}"><td><a href="${executionPath(executionArn)}">${name}</a></td><td>${tag(status)}</td><td>${timeOf(startedAt)}</td><td>${endedAt ? took(startedAt, endedAt) : ''}</td></tr>`)}
</tbody></table></div>`
}`;
