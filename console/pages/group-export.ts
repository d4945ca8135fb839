import { html } from 'hono/html';
import { formatDuration } from '#functions/shared/text.ts';
import type { DatasetExport, GroupExport } from '../../client/export-datasets.ts';
import type { Html } from './layout.ts';
import { count, tag } from './parts.ts';
import { watchPath } from './paths.ts';

/** The datasets of an export of a group, each with its watch, and those that are left out. */
export const datasetsSection = ({ datasets, summary }: GroupExport): Html => html`<h2>Datasets</h2>
<div class="scroll"><table><thead><tr><th scope="col">Dataset</th><th scope="col">Job</th><th scope="col">State</th><th scope="col" class="number">Took</th><th scope="col" class="number">Files</th><th scope="col">Reason</th></tr></thead><tbody>
${datasets.map((dataset) => row(dataset, summary))}
</tbody></table></div>
${(summary?.excluded ?? []).map(({ datasetType, reason }) => html`<p class="quiet">${datasetType} is not exported: ${reason}</p>`)}`;

const row = (dataset: DatasetExport, summary: GroupExport['summary']): Html => {
	const { datasetArn, datasetType, jobName, watchExecutionArn } = dataset;
	const end = summary?.datasets.find((each) => each.datasetArn === datasetArn);
	return html`<tr id="${jobName}"><td>${datasetType}</td><td>${watchExecutionArn ? html`<a href="${watchPath(watchExecutionArn)}">${jobName}</a>` : jobName}</td>
<td>${tag(end?.outcome ?? progressOf(dataset))}</td><td class="number">${end?.seconds === undefined ? '' : formatDuration(end.seconds)}</td>
<td class="number">${end?.fileCount === undefined ? '' : count(end.fileCount)}</td><td class="wide">${end?.reason ?? ''}</td></tr>`;
};

const progressOf = ({ datasetExportJobArn, watchExecutionArn }: DatasetExport): string => {
	if (watchExecutionArn) return 'WATCHED';
	return datasetExportJobArn ? 'CREATED' : 'PLANNED';
};
