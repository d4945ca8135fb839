import { html } from 'hono/html';
import { formatDuration } from '#functions/shared/text.ts';
import type { Poll, Watch } from '../../client/read-watch.ts';
import { pollTimeline } from '../charts/poll-timeline.ts';
import type { Html } from './layout.ts';
import { timeOf } from './parts.ts';

/** A watch may poll for days; the page shows the last ones. */
const POLLS_SHOWN = 50;

/** The polls of a watch: over the density of the forecast, and as a list. */
export const pollsSection = (watch: Watch): Html => {
	const { polls } = watch;
	const begin = beginOf(watch);
	if (Number.isNaN(begin)) return html`<h2>Polls</h2><p class="quiet">No poll yet.</p>`;
	const since = (time: string): number => Math.max(0, (Date.parse(time) - begin) / 1000);
	return html`<h2>Polls</h2>${timelineOf(watch, since)}
<p class="legend"><span class="poll">poll</span><span class="next">next poll</span><span class="good">the job succeeded</span><span class="bad">the job failed</span><span class="density">when exports of this dataset end, by the forecast</span></p>
${polls.length === 0 ? '' : html`<details id="polls"><summary>${polls.length === 1 ? 'The poll' : `All ${polls.length} polls`}</summary>${table(polls, since)}</details>`}`;
};

const beginOf = ({ job, execution, polls }: Watch): number =>
	Date.parse(job?.creationDateTime ?? execution?.startedAt ?? polls[0]?.observedAt ?? '');

const timelineOf = ({ polls, forecast, nextPollAt, deadlineAt, job, state }: Watch, since: (time: string) => number) =>
	pollTimeline({
		polls: polls.map(({ observedAt, status }) => ({ seconds: since(observedAt), status })),
		kinds: forecast?.kinds ?? [],
		medianSeconds: forecast?.medianSeconds,
		nextPollSeconds: nextPollAt === undefined ? undefined : since(nextPollAt),
		...((state === 'SUCCEEDED' || state === 'FAILED') &&
			job?.lastUpdatedDateTime && { end: { seconds: since(job.lastUpdatedDateTime), hasFailed: state === 'FAILED' } }),
		deadlineSeconds: deadlineAt === undefined ? undefined : since(deadlineAt),
	});

const table = (
	polls: readonly Poll[],
	since: (time: string) => number,
): Html => html`${polls.length > POLLS_SHOWN ? html`<p class="quiet">The last ${POLLS_SHOWN}.</p>` : ''}
<div class="scroll"><table><thead><tr><th scope="col" class="number">Poll</th><th scope="col">When</th><th scope="col" class="number">Age of the job</th><th scope="col">Status</th><th scope="col" class="number">Then waits</th></tr></thead><tbody>
${polls.slice(-POLLS_SHOWN).map(({ polls: number, observedAt, status, waitSeconds }) => html`<tr><td class="number">${number}</td><td>${timeOf(observedAt)}</td><td class="number">${formatDuration(since(observedAt))}</td><td>${status}</td><td class="number">${waitSeconds ? formatDuration(waitSeconds) : ''}</td></tr>`)}
</tbody></table></div>`;
