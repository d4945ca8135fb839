import { html } from 'hono/html';
import type { Manifest } from '#contracts/manifest.ts';
import type { Html } from './layout.ts';
import { count, timeOf } from './parts.ts';

/** A manifest may name 100,000 files; a page of them is of no use. */
const FILES_SHOWN = 1_000;

/** The files that a job wrote, by its manifest. */
export const filesPage = ({ jobName, files, excluded }: Manifest): Html => html`<h1>Files of ${jobName}</h1>
<p class="quiet">${count(files.length)} files${files.length > FILES_SHOWN ? `; the first ${FILES_SHOWN}` : ''}</p>
<div class="scroll"><table><thead><tr><th scope="col">Key</th><th scope="col" class="number">Bytes</th><th scope="col">Written</th></tr></thead><tbody>
${files.slice(0, FILES_SHOWN).map(({ bucket, key, size, lastModified }) => html`<tr><td class="wide"><code>s3://${bucket}/${key}</code></td><td class="number">${count(size)}</td><td>${timeOf(lastModified)}</td></tr>`)}
</tbody></table></div>
${excluded.length === 0 ? '' : html`<h2>Not part of the export</h2><ul>${excluded.slice(0, FILES_SHOWN).map(({ key, reason }) => html`<li><code>${key}</code>: ${reason}</li>`)}</ul>`}`;
