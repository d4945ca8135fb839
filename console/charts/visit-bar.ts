import { html, raw } from 'hono/html';
import type { StateVisit } from '../../client/executions.ts';
import type { Html } from '../pages/layout.ts';

/** The first and the last moment of an execution, in epoch milliseconds. */
export interface Span {
	readonly from: number;
	readonly until: number;
}

const WIDTH = 240;
const HEIGHT = 10;
const MIN_BLOCK = 2;

/** When an execution was in a state: a block for each visit, over the whole time of the execution. */
export const visitBar = (visits: readonly StateVisit[], { from, until }: Span): Html => {
	const x = (time: number): number => Math.round(((time - from) / Math.max(1, until - from)) * (WIDTH - MIN_BLOCK));
	const blocks = visits.map(({ type, enteredAt, exitedAt, errors }) => {
		const begin = x(Date.parse(enteredAt));
		const end = exitedAt === undefined ? WIDTH : x(Date.parse(exitedAt));
		const ending = type === 'Fail' ? 'failed' : exitedAt === undefined ? 'open' : '';
		const name = errors.length > 0 ? 'faulty' : ending;
		return `<rect class="${name}" x="${begin}" y="0" width="${Math.max(MIN_BLOCK, end - begin)}" height="${HEIGHT}"></rect>`;
	});
	// a loop may visit a state thousands of times, but there are only so many places for a block
	return html`<svg class="visits" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${raw([...new Set(blocks)].join(''))}</svg>`;
};
