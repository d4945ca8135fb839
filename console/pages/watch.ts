import { html } from 'hono/html';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import { outcomeDetailTypes } from '#contracts/vocabulary.ts';
import { formatDuration } from '#functions/shared/text.ts';
import { outcomeNotificationOf } from '#functions/watch-export/outcome/outcome-notification.ts';
import type { Watch } from '../../client/read-watch.ts';
import { type Acting, actionButton } from './actions.ts';
import { executionGraph, statesOf } from './execution.ts';
import type { Html } from './layout.ts';
import { count, data, facts, isLive, tag, timeOf } from './parts.ts';
import { executionPath } from './paths.ts';
import { pollsSection } from './polls.ts';
import { startedByText } from './started-by.ts';

/** All about one watch: how the job ended and why, what has been done, and how the execution came there. */
export const watchPage = async (
	watch: Watch,
	definition: string | undefined,
	{ acting, linkedConsole }: { readonly acting: Acting; readonly linkedConsole: string },
): Promise<Html> => {
	const { jobName, state, record, execution, polls } = watch;
	const isOwn = state !== 'RUNNING' || record?.ownerExecutionArn === execution?.executionArn;
	return html`${isLive()}<h1>${jobName}</h1>
<p>${tag(state)} ${state === 'RUNNING' ? (polls.at(-1)?.explanation ?? 'not polled yet') : ''}</p>
${record && isOwn ? outcomeNotice(record) : ''}
${acting ? actionsOf(watch, acting) : ''}
${jobFacts(watch)}
${pollsSection(watch)}
${record ? html`${isOwn ? '' : html`<p class="quiet">What follows was recorded by an earlier watch of the job.</p>`}${followed(record)}${notificationOf(record, linkedConsole)}` : ''}
${execution && definition ? html`<h2>Execution</h2>${await executionGraph(definition, execution)}${statesOf(execution)}` : html`<p class="quiet">Step Functions no longer has the execution.</p>`}
${record ? html`<h2>Record</h2><details id="record"><summary>as the table has it</summary>${data(JSON.stringify(record))}</details>` : ''}`;
};

const outcomeNotice = ({
	outcome,
	failureReason,
	reason,
	category,
	remedy,
	watchError,
}: ExportJobRecord): Html | '' => {
	if (outcome === 'SUCCEEDED') return '';
	return html`<div class="notice bad">${facts([
		['Reason', failureReason ?? reason],
		['Error of the watch', watchError],
		['Category, guessed', category],
		['What to do', remedy],
	])}</div>`;
};

const actionsOf = (
	{ datasetExportJobArn, jobName, state }: Watch,
	acting: NonNullable<Acting>,
): Html => html`<div class="actions">
${
	state === 'RUNNING'
		? actionButton(acting, {
				action: '/actions/stop',
				label: 'Stop the watch',
				job: datasetExportJobArn,
				tone: 'danger',
				question: `Stop watching ${jobName}? The job itself goes on.`,
			})
		: actionButton(acting, {
				action: '/actions/replay',
				label: 'Replay',
				job: datasetExportJobArn,
				question: `Watch ${jobName} again, and record, notify and process again?${state === 'FAILED' ? ' The job has failed for good: it will end the same.' : ''}`,
			})
}</div>`;

const jobFacts = ({
	datasetExportJobArn,
	job,
	order,
	execution,
	currentState,
	nextPollAt,
	deadlineAt,
	forecast,
	record,
	state,
}: Watch): Html =>
	facts([
		['Job', html`<code>${datasetExportJobArn}</code>`],
		['Dataset', job?.datasetArn],
		['Status of the job', job?.status],
		['Output', job?.jobOutput?.s3DataDestination?.path],
		['Created', timeOf(job?.creationDateTime)],
		['Took', record?.durationSeconds === undefined ? undefined : formatDuration(record.durationSeconds)],
		[
			'Seen after its end',
			record?.detectionSeconds === undefined ? undefined : formatDuration(record.detectionSeconds),
		],
		['Started by', execution && startedByText(execution.startedBy)],
		['Execution', execution && html`<a href="${executionPath(execution.executionArn)}">${execution.name}</a>`],
		['State', state === 'RUNNING' ? currentState : undefined],
		['Next poll', timeOf(nextPollAt)],
		['Deadline', state === 'RUNNING' ? timeOf(deadlineAt) : undefined],
		[
			'Forecast',
			forecast &&
				`usually ${formatDuration(forecast.fromSeconds)} to ${formatDuration(forecast.toSeconds)}, by ${forecast.pastExports} past exports`,
		],
		['Replay', order?.replay ? 'yes' : undefined],
	]);

/** Message and event are made from the record, so this is what they say. */
const notificationOf = (record: ExportJobRecord, linkedConsole: string): Html => {
	const notification = outcomeNotificationOf(record, linkedConsole);
	return html`<h2>Notification</h2><details id="message"><summary>Message: ${notification.headline}</summary><pre tabindex="0">${notification.text}</pre></details>
<details id="event"><summary>Event: ${outcomeDetailTypes[record.outcome]}</summary>${data(JSON.stringify(notification))}</details>`;
};

/** What followed the outcome, done and undone. */
const followed = ({
	actions,
	manifest,
	fileCount,
	totalBytes,
	processing,
	processingExecutionArn,
	dataset,
	datasetExportJobArn,
}: ExportJobRecord): Html =>
	html`<h2>What followed</h2><div class="scroll"><table><thead><tr><th scope="col">Action</th><th scope="col">State</th><th scope="col">When</th><th scope="col">Id</th></tr></thead><tbody>
${Object.entries(actions).map(([action, { status, doneAt, startedAt, id }]) => html`<tr><td>${action}</td><td>${tag(status)}</td><td>${timeOf(doneAt ?? startedAt)}</td><td><code>${id ?? ''}</code></td></tr>`)}
</tbody></table></div>
${facts([
	[
		'Files',
		fileCount === undefined
			? undefined
			: html`<a href="/files?of=${encodeURIComponent(datasetExportJobArn)}">${count(fileCount)}</a>, ${count(totalBytes ?? 0)} bytes`,
	],
	['Manifest', manifest],
	[
		'Processing',
		processing &&
			(processingExecutionArn
				? html`<a href="${executionPath(processingExecutionArn)}">${processing.replaceAll('_', ' ')}</a>`
				: processing),
	],
	[
		'Processed dataset',
		dataset &&
			html`${tag(dataset.status)} <a href="/dataset?of=${encodeURIComponent(datasetExportJobArn)}">columns and profile</a>`,
	],
])}`;
