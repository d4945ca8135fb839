import { html } from 'hono/html';
import type { DatasetManifest } from '#contracts/dataset.ts';
import type { Profile } from '#functions/process-export/publish-dataset/make-profile.ts';
import { readCell } from '../../client/query-cells.ts';
import { columnShape } from '../charts/column-shape.ts';
import type { Html } from './layout.ts';
import { count, facts } from './parts.ts';

/** The columns of a processed dataset with their profile. */
export const datasetPage = (
	manifest: DatasetManifest,
	profile: Profile,
): Html => html`<h1>Dataset of ${manifest.jobName}</h1>
${facts([
	['Location', html`<code>${manifest.location}</code>`],
	['Rows', count(manifest.rows)],
	['Rejected rows', count(manifest.rejectedRows)],
	['Parts', manifest.parts],
	['Bytes', `${count(manifest.bytes)}, from ${count(manifest.csvBytes)} of CSV`],
	[
		'Profile of',
		profile.rows === profile.ofRows ? 'all rows' : `${count(profile.rows)} of ${count(profile.ofRows)} rows`,
	],
])}
<div class="scroll"><table><thead><tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">Values</th><th scope="col" class="number">Nulls</th><th scope="col" class="number">Distinct${profile.distinctIs === 'ESTIMATED' ? ', estimated' : ''}</th><th scope="col">Least</th><th scope="col">Greatest</th></tr></thead><tbody>
${profile.columns.map((column) => html`<tr><td>${column.name}</td><td>${column.type}</td><td>${columnShape(column)}</td><td class="number">${count(column.nulls)}</td><td class="number">${count(column.distinct)}</td><td class="wide">${shown(column.min, column.type)}</td><td class="wide">${shown(column.max, column.type)}</td></tr>`)}
</tbody></table></div>`;

const shown = (value: unknown, type: string): string => String(readCell(value, type) ?? '');
