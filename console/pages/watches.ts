import { html } from 'hono/html';
import { outcomes } from '#contracts/vocabulary.ts';
import { shortDuration } from '../../client/durations.ts';
import type { EndedWatch, ListedWatch, WatchList, WatchState } from '../../client/watches.ts';
import { ageBar } from '../charts/age-bar.ts';
import type { Html } from './layout.ts';
import { count, isLive, tag, timeOf } from './parts.ts';
import { watchPath } from './paths.ts';
import { startedByWords } from './started-by.ts';

export interface WatchesQuery {
	readonly state?: WatchState | undefined;
	readonly dataset?: string | undefined;
	readonly text?: string | undefined;
}

const states: readonly WatchState[] = ['RUNNING', ...outcomes];

/** What an address asks for; a state that there is not is none. */
export const readWatchesQuery = ({ state, dataset, text }: Readonly<Record<string, string>>): WatchesQuery => ({
	state: states.find((known) => known === state),
	dataset,
	text,
});

/** The table of all watches, running ones first. */
export const watchesPage = ({ watches, hasMore }: WatchList, query: WatchesQuery, now: Date): Html => {
	const datasets = [...new Set(watches.map(({ datasetArn }) => datasetName(datasetArn)).filter(Boolean))].sort();
	const shown = watches.filter((watch) => matches(watch, query));
	return html`${isLive()}<h1>Watches</h1>
<form class="filter" method="get" action="/" role="search">
<label>Outcome <select name="state"><option value="">all</option>${states.map((state) => option(state, state.replaceAll('_', ' '), query.state))}</select></label>
<label>Dataset <select name="dataset"><option value="">all</option>${datasets.map((name) => option(name, name, query.dataset))}</select></label>
<label>Text <input type="search" name="text" value="${query.text ?? ''}" placeholder="job, category (press /)"></label>
<button>Filter</button>
</form>
<p class="quiet" id="count">${shown.length === watches.length ? `${shown.length} watches` : `${shown.length} of ${watches.length} watches`}${hasMore ? '; there are older ones: filter by outcome to see more' : ''}</p>
${shown.length === 0 ? html`<p>No watch matches. A watch starts when an export job is created, or <a href="/start">by hand</a>.</p>` : table(shown, now)}`;
};

const table = (watches: readonly ListedWatch[], now: Date): Html => html`<div class="scroll"><table class="cards">
<thead><tr><th scope="col">Job</th><th scope="col">State</th><th scope="col">Dataset</th><th scope="col">Age and polls</th><th scope="col">Started or ended</th><th scope="col">Next poll, or result</th></tr></thead>
<tbody>${watches.map((watch) => row(watch, now))}</tbody></table></div>`;

const row = (watch: ListedWatch, now: Date): Html => {
	const { datasetExportJobArn, jobName, state, datasetArn, polls, forecast } = watch;
	const isRunning = watch.state === 'RUNNING';
	const key = isRunning ? watch.executionArn : datasetExportJobArn;
	const seconds = ageSeconds(watch, now);
	return html`<tr id="${key}"><td><a href="${watchPath(key)}">${jobName}</a></td><td>${tag(state)}</td><td>${datasetName(datasetArn)}</td>
<td class="age">${seconds === undefined ? '' : ageBar({ seconds, pollSeconds: pollSecondsOf(watch), ...(forecast && { usual: forecast }) })}
<span class="quiet">${seconds === undefined ? '' : `${shortDuration(seconds)}; `}${polls === 1 ? '1 poll' : `${polls} polls`}</span></td>
<td>${isRunning ? startOf(watch) : timeOf(watch.recordedAt)}</td>
<td class="wide">${isRunning ? nextPoll(watch) : whatFollowed(watch)}</td></tr>`;
};

/** The index of the ended watches does not have the times of their polls. */
const pollSecondsOf = (watch: ListedWatch): readonly number[] => {
	if (watch.state !== 'RUNNING' || watch.creationDateTime === undefined) return [];
	const begin = Date.parse(watch.creationDateTime);
	return watch.polledAt.map((time) => Math.max(0, (Date.parse(time) - begin) / 1000));
};

const startOf = ({ startedAt, startedBy }: Extract<ListedWatch, { state: 'RUNNING' }>): Html =>
	html`${timeOf(startedAt)} <span class="quiet">by ${startedByWords[startedBy.kind]}</span>`;

const nextPoll = ({ nextPollAt, currentState }: Extract<ListedWatch, { state: 'RUNNING' }>): Html | string =>
	nextPollAt ? timeOf(nextPollAt) : currentState;

/** Undone actions first: somebody may have to do something. */
const whatFollowed = ({ actions, category, watchError, fileCount, dataset }: EndedWatch): string => {
	const undone = Object.entries(actions).filter(([, { status }]) => status !== 'DONE');
	return [
		undone.length > 0 ? `undone: ${undone.map(([action]) => action).join(', ')}` : '',
		category ? `category ${category}` : '',
		watchError ?? '',
		fileCount === undefined ? '' : `${count(fileCount)} files`,
		dataset ? `dataset ${dataset.status}` : '',
	]
		.filter(Boolean)
		.join('; ');
};

/** Whole tens of seconds, so that the table changes seldom while a watch runs. */
const ageSeconds = (watch: ListedWatch, now: Date): number | undefined => {
	if (watch.state !== 'RUNNING') return watch.durationSeconds;
	if (watch.creationDateTime === undefined) return undefined;
	return Math.floor(Math.max(0, now.getTime() - Date.parse(watch.creationDateTime)) / 10_000) * 10;
};

/** `<group>/<type>` of a dataset's ARN. */
const datasetName = (datasetArn: string | undefined): string => datasetArn?.split(':dataset/').at(-1) ?? '';

const matches = (watch: ListedWatch, { dataset, text }: WatchesQuery): boolean => {
	const searched = [watch.jobName, watch.datasetExportJobArn, 'category' in watch ? watch.category : undefined];
	return (
		(!dataset || datasetName(watch.datasetArn) === dataset) &&
		(!text || searched.some((found) => found?.toLowerCase().includes(text.toLowerCase())))
	);
};

const option = (value: string, name: string, chosen: string | undefined): Html =>
	value === chosen
		? html`<option value="${value}" selected>${name}</option>`
		: html`<option value="${value}">${name}</option>`;
