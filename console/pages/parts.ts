import { html, raw } from 'hono/html';
import { formatDuration } from '#functions/shared/text.ts';
import type { Html } from './layout.ts';

/** A time as text, and how long ago it was or how soon it will be; the browser keeps the second part true. */
export const timeOf = (time: Date | string | undefined): Html | '' => {
	if (time === undefined) return '';
	const iso = new Date(time).toISOString();
	return html`<time datetime="${iso}" title="${iso}" data-relative>${iso.replace('T', ' ').slice(0, 19)}</time>`;
};

const tones: Readonly<Record<string, string>> = {
	RUNNING: 'busy',
	STARTED: 'busy',
	SUCCEEDED: 'good',
	READY: 'good',
	DONE: 'good',
	FAILED: 'bad',
	BROKEN: 'bad',
	TIMED_OUT: 'bad',
	ABORTED: 'warn',
	NOT_CREATED: 'bad',
	UNDONE: 'warn',
	ACTIONS_FAILED: 'bad',
};

/** An outcome or a state: the word says it, the colour only helps. */
export const tag = (word: string): Html =>
	html`<span class="tag ${tones[word] ?? ''}">${word.replaceAll('_', ' ')}</span>`;

/** A count or a size, with its thousands apart. */
export const count = (value: number): string => value.toLocaleString('en');

/** From one time to another. */
export const took = (from: string, to: string): string => {
	const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
	return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : formatDuration(seconds);
};

/** Names and values; what is not there is left out. */
export const facts = (entries: readonly (readonly [string, Html | string | number | undefined])[]): Html =>
	html`<dl>${entries
		.filter(([, value]) => value !== undefined && value !== '')
		.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** JSON with line breaks, or the text itself if it is no JSON. */
export const data = (text: string | undefined): Html | '' =>
	text === undefined ? '' : html`<pre tabindex="0">${pretty(text)}</pre>`;

const pretty = (text: string): string => {
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
};

/** Below it, the page follows what happens. */
export const isLive = (): Html => raw('<span data-live hidden></span>');
