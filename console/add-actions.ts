import type { Context, Hono } from 'hono';
import { exportRequest } from '#contracts/export-request.ts';
import { watchOptions } from '#contracts/watch-options.ts';
import type { Exportwatch } from '../client/exportwatch.ts';
import { type Entered, readEntered } from './forms/contract-form.ts';
import { type Acting, READ_ONLY, startPage } from './pages/actions.ts';
import { adoptedPage } from './pages/adopted.ts';
import { layout } from './pages/layout.ts';
import { executionPath, watchPath } from './pages/paths.ts';
import { messageOf, problemPage } from './pages/problem.ts';
import { isSame } from './security/require-session.ts';

interface Dependencies {
	readonly client: Exportwatch;
	readonly account: string;
	readonly acting: Acting;
}

const STOP_CAUSE = 'stopped from the console';

/** The actions: each a POST with the token of the forms, answered by the page that shows what it did. */
export const addActions = (app: Hono, { client, account, acting }: Dependencies): void => {
	const page = (context: Context, content: Parameters<typeof layout>[0], status: 200 | 400 | 403) =>
		context.html(layout(content, account, context.req.path), status);
	const onPost = (path: string, act: (context: Context, entered: Entered) => Promise<Response>) =>
		app.post(path, async (context) => {
			if (!acting) return page(context, problemPage(new Error(READ_ONLY)), 403);
			const entered = textsOf(await context.req.parseBody());
			if (!isSame(entered.formToken ?? '', acting.formToken)) {
				return page(context, problemPage(new Error('this form is not of this console; load its page again')), 403);
			}
			try {
				return await act(context, entered);
			} catch (error) {
				return page(context, problemPage(error), 400);
			}
		});
	const jobOf = ({ job = '' }: Entered): string => job.trim();

	onPost('/actions/start', async (context, entered) => {
		try {
			const executionArn = await client.startWatch(jobOf(entered), readEntered(watchOptions, entered));
			return context.redirect(watchPath(executionArn), 303);
		} catch (error) {
			const main = startPage(acting, { watch: { entered, refusal: messageOf(error) } });
			return page(context, { title: 'Start', main }, 400);
		}
	});
	onPost('/actions/export', async (context, entered) => {
		try {
			const request = readEntered(exportRequest, entered) as Parameters<Exportwatch['startExport']>[0];
			return context.redirect(executionPath(await client.startExport(request)), 303);
		} catch (error) {
			const main = startPage(acting, { group: { entered, refusal: messageOf(error) } });
			return page(context, { title: 'Start', main }, 400);
		}
	});
	onPost('/actions/replay', async (context, entered) =>
		context.redirect(watchPath(await client.startWatch(jobOf(entered), { replay: true })), 303),
	);
	onPost('/actions/stop', async (context, entered) => {
		const [executionArn = ''] = await client.stopWatch(jobOf(entered), STOP_CAUSE);
		return context.redirect(watchPath(executionArn), 303);
	});
	onPost('/actions/adopt', async (context) =>
		page(context, { title: 'Sweep', main: adoptedPage(await client.adoptExports()) }, 200),
	);
};

const textsOf = (body: Readonly<Record<string, unknown>>): Entered =>
	Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
