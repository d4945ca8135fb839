import { html } from 'hono/html';
import { formatDuration } from '#functions/shared/text.ts';
import type { Html } from '../pages/layout.ts';

export interface Age {
	/** Of the job, now or at its end. */
	readonly seconds: number;
	readonly pollSeconds: readonly number[];
	/** Four of five exports take so long. */
	readonly usual?: { readonly fromSeconds: number; readonly toSeconds: number };
}

const WIDTH = 120;
const HEIGHT = 14;

/** The age of a job as a bar, beside the usual range, with a tick for each poll. */
export const ageBar = ({ seconds, pollSeconds, usual }: Age): Html => {
	const until = Math.max(seconds, usual?.toSeconds ?? 0, 1) * 1.05;
	const x = (value: number): string => ((value / until) * WIDTH).toFixed(1);
	const range = usual
		? `usually ${formatDuration(usual.fromSeconds)} to ${formatDuration(usual.toSeconds)}`
		: 'no forecast';
	return html`<svg class="age" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="age ${formatDuration(seconds)}, ${range}"><title>age ${formatDuration(seconds)}; ${range}</title>
${usual ? html`<rect class="usual" x="${x(usual.fromSeconds)}" y="1" width="${x(usual.toSeconds - usual.fromSeconds)}" height="${HEIGHT - 2}"></rect>` : ''}
<rect class="now" x="0" y="5" width="${x(seconds)}" height="4"></rect>
${pollSeconds.map((poll) => html`<line x1="${x(poll)}" x2="${x(poll)}" y1="2" y2="${HEIGHT - 2}"></line>`)}
</svg>`;
};
