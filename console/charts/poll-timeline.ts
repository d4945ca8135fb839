import tPdf from '@stdlib/stats-base-dists-t-pdf';
import { scaleLinear } from 'd3-scale';
import { area, curveMonotoneX } from 'd3-shape';
import { html } from 'hono/html';
import type { ExportKind } from '#contracts/watch.ts';
import { formatDuration } from '#functions/shared/text.ts';
import type { Html } from '../pages/layout.ts';

interface TimelinePoll {
	/** Since the job's creation. */
	readonly seconds: number;
	readonly status: string;
}

export interface PollTimeline {
	readonly polls: readonly TimelinePoll[];
	/** Of the forecast; empty if there is none. */
	readonly kinds: readonly ExportKind[];
	readonly medianSeconds?: number | undefined;
	/** Since the job's creation: the next poll, and the end of the job. */
	readonly nextPollSeconds?: number | undefined;
	readonly end?: { readonly seconds: number; readonly hasFailed: boolean };
	readonly deadlineSeconds?: number | undefined;
}

const WIDTH = 1080;
const HEIGHT = 120;
const BASE = HEIGHT - 22;
/** Half of the widest label, which would be cut at the edge. */
const LABEL = 45;
const STEPS = 160;
/** A forecast's tail is long; more of it than this would squeeze the polls. */
const MEDIANS_SHOWN = 3;

/** The polls of a watch as ticks over the density of the forecast, from the creation of the job. */
export const pollTimeline = (timeline: PollTimeline): Html => {
	const { polls, kinds, medianSeconds = 0, nextPollSeconds, end, deadlineSeconds } = timeline;
	const known = [...polls.map(({ seconds }) => seconds), nextPollSeconds ?? 0, end?.seconds ?? 0];
	const until = Math.max(
		...known,
		Math.min(MEDIANS_SHOWN * medianSeconds, deadlineSeconds ?? Number.POSITIVE_INFINITY),
		1,
	);
	const x = scaleLinear([0, until * 1.02], [20, WIDTH - 20]);
	const mark = (seconds: number, name: string, title: string) =>
		html`<line class="${name}" x1="${at(x(seconds))}" x2="${at(x(seconds))}" y1="${name === 'poll' ? BASE - 26 : 8}" y2="${BASE}"><title>${title}</title></line>`;
	return html`<div class="scroll"><svg class="timeline" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${describe(timeline)}">
<path class="density" d="${densityPath(kinds, x)}"></path>
<line class="axis" x1="0" x2="${WIDTH}" y1="${BASE}" y2="${BASE}"></line>
${polls.map(({ seconds, status }) => mark(seconds, 'poll', `after ${formatDuration(seconds)}: ${status}`))}
${nextPollSeconds === undefined ? '' : mark(nextPollSeconds, 'next', `next poll, after ${formatDuration(nextPollSeconds)}`)}
${end ? mark(end.seconds, end.hasFailed ? 'end bad' : 'end good', endText(end)) : ''}
${x
	.ticks(8)
	.filter((tick) => x(tick) < WIDTH - LABEL)
	.map((tick) => html`<text x="${at(x(tick))}" y="${HEIGHT - 6}">${formatDuration(tick)}</text>`)}
</svg></div>`;
};

const at = (value: number): string => value.toFixed(1);

/** The density over time of a mixture of Student-t distributions of ln(seconds). */
const densityAt = (kinds: readonly ExportKind[], seconds: number): number =>
	kinds.reduce((sum, { weight, medianSeconds, scale, degreesOfFreedom }) => {
		const t = (Math.log(seconds) - Math.log(medianSeconds)) / scale;
		return sum + (weight * tPdf(t, degreesOfFreedom)) / (scale * seconds);
	}, 0);

const densityPath = (kinds: readonly ExportKind[], x: ReturnType<typeof scaleLinear<number>>): string => {
	if (kinds.length === 0) return '';
	const [, until = 1] = x.domain();
	const points = Array.from({ length: STEPS }, (_, step) => (until * (step + 1)) / STEPS);
	const densities = points.map((seconds) => densityAt(kinds, seconds));
	const y = scaleLinear([0, Math.max(...densities)], [BASE, 10]);
	const draw = area<number>(
		(seconds) => x(seconds),
		BASE,
		(_, index) => y(densities[index] as number),
	).curve(curveMonotoneX);
	return (draw(points) ?? '').replaceAll(/(\.\d)\d+/g, '$1');
};

const describe = ({ polls, end }: PollTimeline): string =>
	`${polls.length} polls; ${end ? endText(end) : 'the job has not ended'}`;

const endText = ({ seconds, hasFailed }: NonNullable<PollTimeline['end']>): string =>
	`the job ${hasFailed ? 'failed' : 'succeeded'} after ${formatDuration(seconds)}`;
