import { html } from 'hono/html';

/** The page for whoever may not see the console. It needs nothing that is refused, too. */
export const refusal = (why: string) =>
	html`<!doctype html><html lang="en"><title>Exportwatch</title><p>Exportwatch refuses this request: ${why}.</p></html>`;
