import { html } from 'hono/html';
import * as z from 'zod/mini';
import { exportRequest } from '#contracts/export-request.ts';
import { watchOptions } from '#contracts/watch-options.ts';
import { contractFields, type Entered } from '../forms/contract-form.ts';
import type { Html } from './layout.ts';

/** What a page needs to offer actions; undefined where nobody may act. */
export type Acting =
	| {
			readonly formToken: string;
			/** What fields of a form may look like, by their names. */
			readonly examples: Readonly<Record<string, string>>;
	  }
	| undefined;

export const READ_ONLY = 'This console only shows. To act, start it with --allow-actions.';

/** A button that does one thing after it has asked. */
export const actionButton = (
	{ formToken }: NonNullable<Acting>,
	{
		action,
		label,
		job,
		question,
		tone = '',
	}: {
		readonly action: string;
		readonly label: string;
		readonly job?: string;
		readonly question: string;
		readonly tone?: 'danger' | '';
	},
): Html => html`<form method="post" action="${action}"><input type="hidden" name="formToken" value="${formToken}">
${job === undefined ? '' : html`<input type="hidden" name="job" value="${job}">`}<button class="${tone}" data-confirm="${question}">${label}</button></form>`;

interface Refused {
	readonly entered: Entered;
	readonly refusal?: string;
}

/** `adopted` says that a sweep started the watch, and a person is none. */
const ownOptions = z.omit(watchOptions, { adopted: true });

/** Forms for all that can be started, made from the contracts. */
export const startPage = (
	acting: Acting,
	{ watch, group }: { readonly watch?: Refused; readonly group?: Refused } = {},
): Html => {
	if (!acting) return html`<h1>Start</h1><p>${READ_ONLY}</p>`;
	const { formToken, examples } = acting;
	const hidden = html`<input type="hidden" name="formToken" value="${formToken}">`;
	return html`<h1>Start</h1>
<div class="columns"><section><h2>Watch an export job</h2>${refusalOf(watch)}
<form class="stack" method="post" action="/actions/start">${hidden}
<label>Name or ARN of the export job<input name="job" required value="${watch?.entered.job ?? ''}"></label>
${contractFields(ownOptions, watch?.entered ?? {})}
<button class="primary" data-confirm="Start a watch of this job?">Start a watch</button></form>
<h2>Find jobs that nobody watches</h2>
${actionButton(acting, { action: '/actions/adopt', label: 'Sweep now', question: 'Start a watch for each export job that nobody watches?' })}</section>
<section><h2>Export datasets and watch the jobs</h2>${refusalOf(group)}
<form class="stack" method="post" action="/actions/export">${hidden}
${contractFields(exportRequest, group?.entered ?? {}, examples)}
<button class="primary" data-confirm="Create an export job for each dataset?">Export</button></form></section></div>`;
};

const refusalOf = (refused: Refused | undefined): Html | '' =>
	refused?.refusal ? html`<p class="notice bad" role="alert">${refused.refusal}</p>` : '';
