import { html } from 'hono/html';
import type { Batch } from '../../client/list-batches.ts';
import type { Html } from './layout.ts';
import { tag, timeOf, took } from './parts.ts';
import { executionPath } from './paths.ts';

/** Each has some files; a run may have thousands. */
export const BATCHES_SHOWN = 200;

/** The batches of a processing run. */
export const batchesSection = (batches: readonly Batch[]): Html => html`<h2>Batches</h2>
${
	batches.length === 0
		? html`<p class="quiet">No batch has begun.</p>`
		: html`<div class="scroll"><table><thead><tr><th scope="col">Batch</th><th scope="col">Status</th><th scope="col">Started</th><th scope="col" class="number">Took</th><th scope="col">Error</th></tr></thead><tbody>
${batches.map(({ name, status, startedAt, endedAt, executionArn, error }) => html`<tr id="${executionArn ?? name}"><td>${executionArn ? html`<a href="${executionPath(executionArn)}">${name}</a>` : name}</td><td>${tag(status)}</td><td>${timeOf(startedAt)}</td><td class="number">${endedAt ? took(startedAt, endedAt) : ''}</td><td class="wide">${error ?? ''}</td></tr>`)}
</tbody></table></div>`
}${batches.length < BATCHES_SHOWN ? '' : html`<p class="quiet">The page shows ${BATCHES_SHOWN} batches.</p>`}`;
