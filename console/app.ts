import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Execution } from '../client/executions.ts';
import type { Exportwatch } from '../client/exportwatch.ts';
import { addActions } from './add-actions.ts';
import { addAssets } from './add-assets.ts';
import { streamMain } from './live.ts';
import { startPage } from './pages/actions.ts';
import { executionPage } from './pages/any-execution.ts';
import { datasetPage } from './pages/dataset.ts';
import { executionsPage } from './pages/executions.ts';
import { filesPage } from './pages/files.ts';
import { datasetsSection } from './pages/group-export.ts';
import { type Html, layout, type Page } from './pages/layout.ts';
import { problemPage } from './pages/problem.ts';
import { BATCHES_SHOWN, batchesSection } from './pages/processing-run.ts';
import { watchPage } from './pages/watch.ts';
import { readWatchesQuery, watchesPage } from './pages/watches.ts';
import { refuseForeign } from './security/refuse-foreign.ts';
import { requireSession, type Session } from './security/require-session.ts';

export interface ConsoleOptions {
	readonly client: Exportwatch;
	/** Whose watches they are, in words. */
	readonly account: string;
	readonly allowActions: boolean;
	/** Where the links of messages lead: `AWS_CONSOLE`, or the address of this console. */
	readonly linkedConsole: string;
	readonly session: Session;
}

/** Of running and of ended watches, each. */
const WATCHES_LISTED = 1_000;
const EXECUTIONS_LISTED = 200;

const executionLists = [
	{ path: '/exports', title: 'Exports of datasets', workflow: 'ExportDatasets' },
	{ path: '/processing', title: 'Processing', workflow: 'ProcessExport' },
] as const;

/** The console as a web application; every page but the refusals needs the session. */
export const createApp = ({ client, account, allowActions, linkedConsole, session }: ConsoleOptions): Hono => {
	const app = new Hono();
	const acting = allowActions ? { formToken: session.formToken, examples: examplesOf(client.installation) } : undefined;
	app.use(
		secureHeaders({
			contentSecurityPolicy: {
				defaultSrc: ["'none'"],
				scriptSrc: ["'self'"],
				styleSrc: ["'self'"],
				imgSrc: ["'self'"],
				connectSrc: ["'self'"],
				formAction: ["'self'"],
				baseUri: ["'none'"],
				frameAncestors: ["'none'"],
			},
			// not no-referrer: a browser would then send the forms with the origin null
			referrerPolicy: 'same-origin',
			xFrameOptions: 'DENY',
			// The console is plain HTTP on loopback.
			strictTransportSecurity: false,
		}),
	);
	app.use(refuseForeign, requireSession(session));
	addAssets(app);

	const show = async (context: Context, render: () => Promise<Page>) => {
		if (context.req.query('live') !== undefined) return streamMain(context, async () => (await render()).main);
		context.header('cache-control', 'no-store');
		try {
			return context.html(layout(await render(), account, context.req.path));
		} catch (error) {
			return context.html(layout(problemPage(error), account, context.req.path), 404);
		}
	};

	app.get('/', (context) =>
		show(context, async () => {
			const query = readWatchesQuery(context.req.query());
			const list = await client.listWatches({ limit: WATCHES_LISTED, ...(query.state && { states: [query.state] }) });
			return { title: 'Watches', main: watchesPage(list, query, new Date()) };
		}),
	);
	app.get('/watch', (context) =>
		show(context, async () => {
			const watch = await client.readWatch(context.req.query('of') ?? '');
			const definition = watch.execution && (await client.readDefinition(watch.execution.executionArn));
			return { title: watch.jobName, main: await watchPage(watch, definition, { acting, linkedConsole }) };
		}),
	);
	app.get('/execution', (context) =>
		show(context, async () => {
			const arn = context.req.query('arn') ?? '';
			const execution = await client.readExecution(arn);
			const definition = await client.readDefinition(arn);
			return {
				title: execution.name,
				main: await executionPage(execution, definition, await partsOf(client, execution)),
			};
		}),
	);
	for (const { path, title, workflow } of executionLists) {
		app.get(path, (context) =>
			show(context, async () => {
				const executions = await client.listExecutions(workflow, EXECUTIONS_LISTED);
				return { title, main: executionsPage(title, executions) };
			}),
		);
	}
	app.get('/files', (context) =>
		show(context, async () => {
			const manifest = await client.readManifest(context.req.query('of') ?? '');
			return { title: `Files of ${manifest.jobName}`, main: filesPage(manifest) };
		}),
	);
	app.get('/dataset', (context) =>
		show(context, async () => {
			const { manifest, profile } = await client.readDataset(context.req.query('of') ?? '');
			return { title: `Dataset of ${manifest.jobName}`, main: datasetPage(manifest, profile) };
		}),
	);
	app.get('/start', (context) => show(context, async () => ({ title: 'Start', main: startPage(acting) })));
	addActions(app, { client, account, acting });
	app.notFound((context) =>
		context.html(layout(problemPage(new Error(`there is no page ${context.req.path}`)), account, ''), 404),
	);
	return app;
};

/** What the fields of an export may look like in this account. */
const examplesOf = ({ stateMachines, buckets }: Exportwatch['installation']): Readonly<Record<string, string>> => {
	const [, partition, , region, account] = stateMachines.ExportDatasets.split(':');
	return {
		datasetGroupArn: `arn:${partition}:personalize:${region}:${account}:dataset-group/NAME`,
		datasetArns: `arn:${partition}:personalize:${region}:${account}:dataset/GROUP/TYPE`,
		outputPath: `s3://${buckets.exports[0] ?? 'BUCKET'}/FOLDER/`,
		roleArn: `arn:${partition}:iam::${account}:role/NAME`,
		kmsKeyArn: `arn:${partition}:kms:${region}:${account}:key/ID`,
	};
};

/** What an execution consists of: the datasets of an export of a group, the batches of a processing run. */
const partsOf = async (client: Exportwatch, execution: Execution): Promise<Html | ''> => {
	const { ExportDatasets, ProcessExport } = client.installation.stateMachines;
	switch (execution.stateMachineArn) {
		case ExportDatasets:
			return datasetsSection(await client.readExport(execution.executionArn));
		case ProcessExport:
			return batchesSection(await client.listBatches(execution, BATCHES_SHOWN));
		default:
			return '';
	}
};
