import { html } from 'hono/html';
import type { DatasetManifest } from '#contracts/dataset.ts';
import type { Profile } from '#functions/process-export/publish-dataset/make-profile.ts';
import { columnShape } from '../charts/column-shape.ts';
import type { Html } from './layout.ts';
import { facts } from './parts.ts';

/** The columns of a processed dataset with their profile. */
export const datasetPage = (
	manifest: DatasetManifest,
	profile: Profile,
): Html => html`<h1>Dataset of ${manifest.jobName}</h1>
${facts([
	['Location', html`<code>${manifest.location}</code>`],
	['Rows', manifest.rows],
	['Rejected rows', manifest.rejectedRows],
	['Parts', manifest.parts],
	['Bytes', `${manifest.bytes}, from ${manifest.csvBytes} of CSV`],
	['Profile of', profile.rows === profile.ofRows ? 'all rows' : `${profile.rows} of ${profile.ofRows} rows`],
])}
<div class="scroll"><table><thead><tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">Values</th><th scope="col" class="number">Nulls</th><th scope="col" class="number">Distinct, estimated</th><th scope="col">Least</th><th scope="col">Greatest</th></tr></thead><tbody>
${profile.columns.map((column) => html`<tr><td>${column.name}</td><td>${column.type}</td><td>${columnShape(column)}</td><td class="number">${column.nulls}</td><td class="number">${column.distinct}</td><td class="wide">${shown(column.min)}</td><td class="wide">${shown(column.max)}</td></tr>`)}
</tbody></table></div>`;

const shown = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
