import { html } from 'hono/html';
import type { Definition } from '#statemachine/asl.ts';
import type { Execution, StateVisit } from '../../client/executions.ts';
import { type Span, visitBar } from '../charts/visit-bar.ts';
import { drawGraph } from '../graph/draw-graph.ts';
import { graphSource } from '../graph/graph-source.ts';
import { pathTaken } from '../graph/path-taken.ts';
import { drawn, type Html } from './layout.ts';
import { data, tag, timeOf, took } from './parts.ts';

/** A loop visits its states thousands of times; the page shows the last ones. */
const VISITS_SHOWN = 10;

/** The graph of an execution, and what went in and out of its states. */
export const executionGraph = async (definition: string, execution: Execution): Promise<Html> => {
	const source = graphSource(
		JSON.parse(definition) as Definition,
		pathTaken(execution),
		(state) => `#${anchorOf(state)}`,
	);
	return html`<div class="graph-box" id="graph" tabindex="0" aria-label="Graph of the execution">${drawn(await drawGraph(source))}</div>
<p class="quiet">Green: taken. Blue: where it is now. Red: where it ended in a failure. Amber border: retried or caught. Dashed arrows: a Catch. Select a state to see its data.</p>`;
};

/** Each state that an execution visited, in the order of the first visit, with the data of its last visits. */
export const statesOf = (execution: Execution): Html => {
	const states = Map.groupBy(execution.visits, ({ state }) => state);
	const span = spanOf(execution);
	return html`<section id="states"><h2>States</h2>${[...states].map(([state, all]) => stateDetails(state, all, span))}</section>`;
};

/** Until the last thing that happened, and not until now: a page that waits stays as it is. */
const spanOf = ({ startedAt, endedAt, visits }: Execution): Span => {
	const times = [startedAt, endedAt, ...visits.flatMap(({ enteredAt, exitedAt }) => [enteredAt, exitedAt])];
	return { from: Date.parse(startedAt), until: Math.max(...times.map((time) => Date.parse(time ?? startedAt))) };
};

const anchorOf = (state: string): string => `state-${encodeURIComponent(state)}`;

const stateDetails = (state: string, visits: readonly StateVisit[], span: Span): Html => {
	const last = visits.at(-1) as StateVisit;
	const errors = visits.reduce((sum, visit) => sum + visit.errors.length, 0);
	const notes = [
		last.type,
		visits.length > 1 ? `${visits.length} visits` : '',
		errors > 0 ? `${errors} failed attempts` : '',
		isOpen(last) ? 'not left' : '',
	];
	return html`<details id="${anchorOf(state)}"><summary><strong>${state}</strong> <span class="quiet">${notes.filter(Boolean).join(', ')}</span>${visitBar(visits, span)}</summary>
${visits.length > VISITS_SHOWN ? html`<p class="quiet">The last ${VISITS_SHOWN} of ${visits.length} visits.</p>` : ''}
${visits.slice(-VISITS_SHOWN).toReversed().map(visitDetails)}</details>`;
};

/** A Fail state ends the execution, so nothing leaves it. */
const isOpen = ({ type, exitedAt }: StateVisit): boolean => type !== 'Fail' && exitedAt === undefined;

const visitDetails = (visit: StateVisit): Html => {
	const { id, enteredAt, exitedAt, input, output, errors, isCaught } = visit;
	return html`<details id="visit-${id}"><summary>${timeOf(enteredAt)} <span class="quiet">${exitedAt ? `took ${took(enteredAt, exitedAt)}` : isOpen(visit) ? 'not left' : ''}</span>
${errors.length > 0 ? tag(isCaught ? 'ERROR CAUGHT' : 'RETRIED') : ''}</summary>
<p>Input</p>${data(input)}
${errors.map(({ at, error, cause }) => html`<p>Failed ${timeOf(at)}: <strong>${error}</strong></p>${data(cause)}`)}
${output === undefined ? '' : html`<p>Output</p>${data(output)}`}</details>`;
};
