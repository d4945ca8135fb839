import { html } from 'hono/html';
import type { Page } from './layout.ts';

/** What went wrong, as the error says it; the errors of the client are for people. */
export const problemPage = (error: unknown): Page => ({
	title: 'Not shown',
	main: html`<h1>Not shown</h1><p class="notice bad" role="alert">${messageOf(error)}</p><p><a href="/">All watches</a></p>`,
});

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
