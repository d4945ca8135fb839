import { describe, expect, it } from 'vitest';
import { BadRequest, JobNotFound } from '../../client/errors.ts';
import type { Exportwatch } from '../../client/exportwatch.ts';
import { createApp } from '../../console/app.ts';
import { EXECUTION_ARN, JOB_ARN, jobOf } from '../support/builders.ts';
import { clientOf, executionOf, readWatchOf, runningWatchOf } from '../support/console-client.ts';
import { recordOf } from '../support/records-table.ts';

const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine';
const PROCESS_EXPORT = `${STATE_MACHINE}:ProcessExport`;
const INPUT = JSON.stringify({ datasetExportJobArn: JOB_ARN });
const AT = '2026-03-01T02:00:00.000Z';
const HOST = '127.0.0.1:4567';
const session = { token: 'the-token', formToken: 'the-form-token' };
const COOKIE = `exportwatch-console-4567=${session.token}`;
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;

interface Options {
	readonly client?: Partial<Exportwatch>;
	readonly allowActions?: boolean;
}

const open = ({ client = {}, allowActions = true }: Options = {}) => {
	const app = createApp({
		client: clientOf(client),
		account: 'a test',
		allowActions,
		linkedConsole: 'http://127.0.0.1:4567/',
		session,
	});
	const send = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => {
		const response = await app.request(`http://${HOST}${path}`, { ...init, headers: { host: HOST, ...headers } });
		return { status: response.status, headers: response.headers, body: await response.text() };
	};
	const get = (path: string, headers = {}) => send(path, { cookie: COOKIE, ...headers });
	const post = (path: string, fields: Record<string, string>, headers = {}) =>
		send(path, { cookie: COOKIE, ...headers }, { method: 'POST', body: new URLSearchParams(fields) });
	return { send, get, post };
};
const listing = (...watches: Awaited<ReturnType<Exportwatch['listWatches']>>['watches']) => ({
	listWatches: async () => ({ watches, hasMore: false }),
});

describe('the console', () => {
	it('lets nobody in without the token, and replaces the first address by one without it', async () => {
		const { send } = open({ client: listing() });
		for (const path of [
			'/',
			'/?token=wrong',
			'/watch?of=nightly',
			'/assets/console.js',
			'/actions/adopt',
			'/nowhere',
		]) {
			expect((await send(path)).status, path).toBe(401);
		}
		expect((await send('/', { cookie: 'exportwatch-console-4567=wrong' })).status).toBe(401);

		const first = await send(`/?state=FAILED&token=${session.token}`);
		expect(first).toMatchObject({ status: 303 });
		expect(first.headers.get('location')).toBe('/?state=FAILED');
		expect(first.headers.get('set-cookie')).toMatch(/^exportwatch-console-4567=the-token;.*HttpOnly; SameSite=Strict$/);
	});

	it.each([
		['another host', { host: 'evil.example' }],
		['another origin', { origin: 'http://evil.example' }],
		['a page of this machine at another port', { origin: 'http://127.0.0.1:4566' }],
		['another site', { 'sec-fetch-site': 'cross-site' }],
		['a frame of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }],
	])('refuses %s, with the cookie', async (_case, headers) => {
		const { get, post } = open({ client: listing() });
		expect((await get('/', headers)).status).toBe(403);
		expect((await post('/actions/adopt', { formToken: session.formToken }, headers)).status).toBe(403);
	});

	it('allows scripts, styles and requests of its own origin only, and no frame around it', async () => {
		const { headers } = await open({ client: listing() }).get('/');
		const policy = headers.get('content-security-policy') ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("script-src 'self'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toMatch(/unsafe|\*|data:/);
		expect(headers.get('cache-control')).toBe('no-store');
	});

	it('shows the watches that match what a person looks for', async () => {
		const watches = [
			runningWatchOf({ jobName: 'alpha', datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/ITEMS' }),
			runningWatchOf({ jobName: 'beta', datasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/demo/USERS' }),
			{ ...recordOf({ jobName: 'gamma', outcome: 'FAILED' }), state: 'FAILED' as const },
		];
		const listWatches = async ({ states }: Parameters<Exportwatch['listWatches']>[0]) => ({
			watches: watches.filter(({ state }) => states?.includes(state) ?? true),
			hasMore: false,
		});
		const { get } = open({ client: { listWatches } });
		const shown = async (query: string) => {
			const { body } = await get(`/${query}`);
			return ['alpha', 'beta', 'gamma'].filter((name) => body.includes(`>${name}</a>`));
		};
		expect(await shown('')).toEqual(['alpha', 'beta', 'gamma']);
		expect(await shown('?state=FAILED')).toEqual(['gamma']);
		expect(await shown('?state=ODD')).toEqual(['alpha', 'beta', 'gamma']);
		expect(await shown('?dataset=demo/USERS')).toEqual(['beta']);
		expect(await shown('?text=ALPH')).toEqual(['alpha']);
	});

	it('shows hostile texts as text, wherever they come from', async () => {
		const record = recordOf({ outcome: 'FAILED', failureReason: HOSTILE, remedy: HOSTILE, jobName: HOSTILE });
		const visit = { id: 2, state: 'Poll', type: 'Task', enteredAt: '2026-03-01T02:00:00.000Z', isCaught: false };
		const errors = [{ at: '2026-03-01T02:00:00.000Z', error: HOSTILE, cause: HOSTILE }];
		const execution = executionOf({ name: HOSTILE, visits: [{ ...visit, errors, input: HOSTILE, output: HOSTILE }] });
		const job = jobOf({ status: HOSTILE, jobOutput: { s3DataDestination: { path: HOSTILE } } });
		const watch = readWatchOf({ jobName: HOSTILE, state: 'FAILED', record, execution, job });
		const { get } = open({
			client: { ...listing(runningWatchOf({ jobName: HOSTILE, currentState: HOSTILE })), readWatch: async () => watch },
		});
		for (const path of [
			'/',
			`/?text=${encodeURIComponent(HOSTILE)}`,
			'/watch?of=x',
			`/${encodeURIComponent(HOSTILE)}`,
		]) {
			const { body } = await get(path);
			expect(body, path).toContain('&lt;script&gt;');
			expect(body, path).not.toMatch(/<script>|<img/);
		}
	});

	it('shows the age of a running watch with a tick for each poll', async () => {
		const creationDateTime = new Date(Date.now() - 60_000).toISOString();
		const polledAt = [0, 10_000, 30_000].map((ms) => new Date(Date.parse(creationDateTime) + ms).toISOString());
		const { get } = open({ client: listing(runningWatchOf({ creationDateTime, polledAt, polls: 3 })) });
		const { body } = await get('/');
		expect(body.match(/<line /g)).toHaveLength(3);
		expect(body).toContain('1m; 3 polls');
		expect(body).toContain('by API call');
	});

	it('shows a processing run with its batches and its job, and hostile texts in them as text', async () => {
		const { body } = await open({
			client: {
				readExecution: async () => executionOf({ stateMachineArn: PROCESS_EXPORT, input: INPUT }),
				listBatches: async () => [
					{ name: HOSTILE, status: 'FAILED', startedAt: AT, endedAt: AT, error: HOSTILE },
					{ name: 'batch 1', status: 'RUNNING', startedAt: AT, executionArn: EXECUTION_ARN },
				],
			},
		}).get('/execution?arn=x');
		expect(body).toContain(`href="/watch?of=${encodeURIComponent(JOB_ARN)}"`);
		expect(body).toContain(`href="/execution?arn=${encodeURIComponent(EXECUTION_ARN)}"`);
		expect(body).toContain('&lt;script&gt;');
		expect(body).not.toMatch(/<script>|<img/);
	});

	it('shows an export of a group with its children: planned, created, watched, ended', async () => {
		const child = (datasetType: string, more = {}) => ({ datasetArn: datasetType, datasetType, jobName: 'x', ...more });
		const ended = child('USERS', { outcome: 'FAILED', reason: HOSTILE, seconds: 75, fileCount: 1_200 });
		const datasets = [
			child('ACTIONS'),
			child('ITEMS', { datasetExportJobArn: JOB_ARN }),
			child('INTERACTIONS', { datasetExportJobArn: JOB_ARN, watchExecutionArn: EXECUTION_ARN }),
			child('USERS', { datasetExportJobArn: JOB_ARN, watchExecutionArn: EXECUTION_ARN }),
		];
		const execution = executionOf({ stateMachineArn: `${STATE_MACHINE}:ExportDatasets` });
		const excluded = [{ datasetArn: 'y', datasetType: 'ACTIONS', reason: HOSTILE }];
		const summary = { outcome: 'FAILED', reason: '', datasets: [ended], excluded } as const;
		const readExport = async () => ({ execution, datasets, summary }) as never;
		const { body } = await open({ client: { readExecution: async () => execution, readExport } }).get(
			'/execution?arn=x',
		);
		const states = [...body.matchAll(/class="tag [a-z]*">([A-Z ]+)</g)].map(([, state]) => state);
		expect(states).toEqual(['SUCCEEDED', 'PLANNED', 'CREATED', 'WATCHED', 'FAILED']);
		expect(body).toContain('1,200');
		expect(body).not.toMatch(/<script>|<img/);
	});

	it('shows columns of a dataset with hostile names and values as text, and numbers as they were written', async () => {
		const column = { name: HOSTILE, type: 'VARCHAR', nulls: 0, distinct: 2, min: HOSTILE, max: HOSTILE };
		const price = { name: 'PRICE', type: 'FLOAT', nulls: 1_000, distinct: 7, min: 1.9900000095367432, max: 2 };
		const profile = {
			rows: 1_000,
			ofRows: 1_000,
			distinctIs: 'EXACT',
			columns: [{ ...column, topValues: [{ value: HOSTILE, rows: 2 }] }, price],
		};
		const manifest = {
			jobName: 'nightly',
			location: 's3://x/',
			rows: 1_000,
			rejectedRows: 0,
			parts: 1,
			bytes: 1,
			csvBytes: 1,
		};
		const readDataset = async () => ({ manifest, profile }) as never;
		const { body } = await open({ client: { readDataset } }).get('/dataset?of=nightly');
		expect(body).toContain('&lt;script&gt;');
		expect(body).not.toMatch(/<script>|<img/);
		expect(body).toContain('>1.99<');
	});

	it('says what an error of the client says', async () => {
		const readWatch = async () => {
			throw new JobNotFound('nightl', ['nightly']);
		};
		const { status, body } = await open({ client: { readWatch } }).get('/watch?of=nightl');
		expect(status).toBe(404);
		expect(body).toContain('no export job nightl; export jobs of such a name: nightly');
	});
});

describe('an action of the console', () => {
	const started: unknown[] = [];
	const client = {
		startWatch: async (...request: Parameters<Exportwatch['startWatch']>) => {
			started.push(request);
			return EXECUTION_ARN;
		},
	};
	const { formToken } = session;

	it('needs the token of the forms', async () => {
		const { post } = open({ client });
		expect((await post('/actions/start', { job: 'nightly' })).status).toBe(403);
		expect((await post('/actions/start', { job: 'nightly', formToken: 'forged' })).status).toBe(403);
		expect(started).toEqual([]);
	});

	it('is not offered and not done if the console only shows', async () => {
		const { get, post } = open({ client: { ...client, readWatch: async () => readWatchOf() }, allowActions: false });
		expect((await get('/watch?of=nightly')).body).not.toContain('<form');
		expect((await get('/start')).body).toContain('--allow-actions');
		expect((await post('/actions/start', { job: 'nightly', formToken })).status).toBe(403);
		expect(started).toEqual([]);
	});

	it('starts a watch with the options of the form, and shows it', async () => {
		const fields = { job: ' nightly ', formToken, deadlineSeconds: '7200', 'poll.maxSeconds': '60', replay: 'true' };
		const { status, headers } = await open({ client }).post('/actions/start', fields);
		expect(status).toBe(303);
		expect(headers.get('location')).toBe(`/watch?of=${encodeURIComponent(EXECUTION_ARN)}`);
		expect(started).toEqual([['nightly', { deadlineSeconds: 7200, poll: { maxSeconds: 60 }, replay: true }]]);
	});

	it('that is refused shows the refusal, and keeps what was entered', async () => {
		const startWatch = async () => {
			throw new BadRequest('deadlineSeconds must be a whole number of seconds from 60 to 2592000, not soon');
		};
		const fields = { job: 'nightly', formToken, deadlineSeconds: 'soon' };
		const { status, body } = await open({ client: { startWatch } }).post('/actions/start', fields);
		expect(status).toBe(400);
		expect(body).toContain('not soon');
		expect(body).toContain('value="soon"');
		expect(body).toContain('value="nightly"');
	});

	it('stops a watch, replays a job, and sweeps', async () => {
		const calls: unknown[] = [];
		const sweep = { listed: 3, recent: 2, recorded: 1, watched: 0, young: 0, adopted: [JOB_ARN], givenUp: [] };
		const { post } = open({
			client: {
				startWatch: async (...request) => {
					calls.push(request);
					return EXECUTION_ARN;
				},
				stopWatch: async (...request) => {
					calls.push(request);
					return [EXECUTION_ARN];
				},
				adoptExports: async () => sweep,
			},
		});
		expect((await post('/actions/stop', { job: JOB_ARN, formToken })).status).toBe(303);
		expect((await post('/actions/replay', { job: JOB_ARN, formToken })).status).toBe(303);
		expect(calls).toEqual([
			[JOB_ARN, 'stopped from the console'],
			[JOB_ARN, { replay: true }],
		]);
		expect((await post('/actions/adopt', { formToken })).body).toContain(`>${JOB_ARN}</a>`);
	});
});
