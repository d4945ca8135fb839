import { html } from 'hono/html';
import type { Exportwatch } from '../../client/exportwatch.ts';
import type { Html } from './layout.ts';
import { facts } from './parts.ts';
import { watchPath } from './paths.ts';

/** What a sweep found. */
export const adoptedPage = ({
	listed,
	recent,
	recorded,
	watched,
	young,
	adopted,
	givenUp,
}: Awaited<ReturnType<Exportwatch['adoptExports']>>): Html =>
	html`<h1>Sweep</h1>
${facts([
	['Export jobs', listed],
	['Of these, recent enough', recent],
	['Recorded, with everything done', recorded],
	['Watched', watched],
	['Too young to be adopted', young],
	['Adopted now', adopted.length],
	['Given up', givenUp.length],
])}
${jobList('Adopted now', adopted)}${jobList('Given up: they were adopted before, without success', givenUp)}`;

const jobList = (heading: string, jobs: readonly string[]): Html | '' =>
	jobs.length === 0
		? ''
		: html`<h2>${heading}</h2><ul>${jobs.map((job) => html`<li><a href="${watchPath(job)}">${job}</a></li>`)}</ul>`;
