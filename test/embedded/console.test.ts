import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchWriteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { source as axe } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../client/connect.ts';
import { createSession } from '../../console/security/require-session.ts';
import { type RunningConsole, startConsole } from '../../console/start-console.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/aws/embedded-aws.ts';
import { arn, datasetGroupName, queueName, tableName } from '../../local/aws/shared/names.ts';
import { hasChromium, launchChromium } from '../support/browser.ts';
import { recordOf } from '../support/records-table.ts';

const CONSOLE_URL = 'http://127.0.0.1:4567/';
const HOSTILE = '<img src=x onerror="document.title=1"><script>alert(1)</script>';

let aws: EmbeddedAws;
let documents: DynamoDBDocumentClient;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let served: RunningConsole;
let context: BrowserContext;
let page: Page;
/** What no page of the console may do. */
let faults: string[];

const serve = async (port = 0, session = createSession()) => {
	const options = {
		client: await connect(),
		account: 'embedded AWS',
		allowActions: true,
		linkedConsole: CONSOLE_URL,
		session,
	};
	return startConsole({ ...options, port });
};

beforeAll(async () => {
	if (!hasChromium) return;
	aws = await startEmbeddedAws({ port: 0, hasPast: true, consoleUrl: CONSOLE_URL });
	documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
	({ browser, close: closeBrowser } = await launchChromium());
});
afterAll(async () => {
	await closeBrowser?.();
	await aws?.close();
});
beforeEach(async () => {
	if (!hasChromium) return;
	served = await serve();
	faults = [];
	context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	page = await context.newPage();
	page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
	page.on('pageerror', (error) => faults.push(String(error)));
	page.on('request', (request) => {
		if (!request.url().startsWith(new URL(served.url).origin)) faults.push(`requested ${request.url()}`);
	});
	page.on('dialog', (dialog) => dialog.accept());
	await page.goto(served.url);
});
afterEach(async () => {
	await context?.close();
	await served?.close();
});

const createExport = async (jobName: string, tags: Readonly<Record<string, string>>) => {
	const create = new CreateDatasetExportJobCommand({
		jobName,
		datasetArn: arn('personalize', `dataset/${datasetGroupName}/USERS`),
		roleArn: 'arn:aws:iam::000000000000:role/Export',
		jobOutput: { s3DataDestination: { path: `s3://exports/${jobName}/` } },
		tags: Object.entries(tags).map(([name, tagValue]) => ({ tagKey: `simulate:${name}`, tagValue })),
	});
	await new PersonalizeClient({}).send(create);
};

/** What axe finds that keeps people from using the page. */
const barriers = async (): Promise<readonly string[]> => {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(() =>
		(globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(),
	);
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
};

describe.skipIf(!hasChromium)('the console in a browser', () => {
	it('shows a failed export as it happens, from its start to its reason, with every text as text', async () => {
		await createExport('hostile', { seconds: '3', status: 'CREATE FAILED' });
		await page.getByRole('link', { name: 'hostile' }).click();
		await page.getByText('FAILED', { exact: true }).first().waitFor();
		await page.getByText('Access denied').first().waitFor();
		const datasetExportJobArn = arn('personalize', 'dataset-export-job/hostile');
		await documents.send(
			new UpdateCommand({
				TableName: tableName,
				Key: { datasetExportJobArn },
				UpdateExpression: 'SET failureReason = :hostile',
				ExpressionAttributeValues: { ':hostile': HOSTILE },
			}),
		);
		await page.getByText(HOSTILE).first().waitFor();
		expect(await page.locator('main img, main script').count()).toBe(0);
		await page.locator('.graph-box .state.failed', { hasText: 'ExportFailed' }).waitFor();

		await page.locator('.graph-box a', { hasText: 'RecordFailure' }).click();
		expect(await page.locator('#state-RecordFailure').getAttribute('open')).not.toBeNull();
		expect(await page.title()).toBe('hostile · Exportwatch');
		expect(faults).toEqual([]);
	});

	it('replays a watch and stops it, after a question', async () => {
		await createExport('long', { seconds: '600' });
		await page.getByRole('link', { name: 'long' }).click();
		await page.getByRole('button', { name: 'Stop the watch' }).click();
		await page.getByText('BROKEN', { exact: true }).first().waitFor();
		await page.getByRole('button', { name: 'Replay' }).click();
		await page.getByText('RUNNING', { exact: true }).first().waitFor();
		await page.getByRole('button', { name: 'Stop the watch' }).click();
		await page.getByText('BROKEN', { exact: true }).first().waitFor();
		expect(faults).toEqual([]);
	});

	it('exports a group and shows its children, starts a watch with options, and sweeps', async () => {
		const startForm = () => page.locator('form[action="/actions/start"]');
		const exportForm = page.locator('form[action="/actions/export"]');
		await page.getByRole('link', { name: 'Start' }).click();
		await exportForm.locator('[name="datasetGroupArn"]').fill(arn('personalize', `dataset-group/${datasetGroupName}`));
		await exportForm.locator('[name="outputPath"]').fill('s3://exports/from-console/');
		await exportForm.locator('[name="roleArn"]').fill('arn:aws:iam::000000000000:role/Export');
		await exportForm.getByRole('button', { name: 'Export' }).click();
		await page
			.getByRole('row', { name: /ITEMS demo-items/ })
			.getByText('WATCHED')
			.waitFor();
		await page.getByText('ACTIONS is not exported').waitFor({ timeout: 60_000 });
		const jobName = (await page.getByRole('link', { name: /demo-items/ }).textContent()) ?? '';

		await page.getByRole('link', { name: 'Start' }).click();
		await startForm().locator('[name="job"]').fill(jobName);
		await startForm().locator('[name="deadlineSeconds"]').fill('7200');
		await startForm().locator('[name="replay"]').check();
		await startForm().getByRole('button', { name: 'Start a watch' }).click();
		await page.getByRole('heading', { name: jobName }).waitFor();
		await page.getByText('READY', { exact: true }).waitFor();

		await page.getByRole('link', { name: 'PROCESSING STARTED' }).click();
		await page.getByRole('row', { name: /batch 0 SUCCEEDED/ }).waitFor();
		await page.getByRole('link', { name: 'Start' }).click();
		await page.getByRole('button', { name: 'Sweep now' }).click();
		await page.getByText('Recorded, with everything done').waitFor();
		expect(faults).toEqual([]);
	}, 120_000);

	it('shows what the contract refuses, and keeps what was entered', async () => {
		await page.getByRole('link', { name: 'Start' }).click();
		await page.getByLabel('Name or ARN of the export job').fill('hostile');
		await page.locator('form[action="/actions/start"] input[name="deadlineSeconds"]').fill('1');
		await page.getByRole('button', { name: 'Start a watch' }).click();
		expect(await page.getByRole('alert').textContent()).toMatch(
			/deadlineSeconds must be a whole number of seconds from 60/,
		);
		expect(await page.getByLabel('Name or ARN of the export job').inputValue()).toBe('hostile');
	});

	it('is where the link of a message leads', async () => {
		const queue = new SQSClient({ useQueueUrlAsEndpoint: false });
		const QueueUrl = `${aws.endpoint}/000000000000/${queueName}`;
		const { Messages = [] } = await queue.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
		const links = Messages.flatMap(({ Body = '' }) => JSON.parse(JSON.parse(Body).Message).executionUrl ?? []);
		expect(links.length).toBeGreaterThan(0);
		for (const link of links) {
			expect(link.startsWith(`${CONSOLE_URL}watch?of=arn:`)).toBe(true);
			await page.goto(link.replace(CONSOLE_URL, new URL('/', served.url).href));
			await page.locator('#graph').waitFor();
		}
	});

	it('is linked from the front page of the endpoint', async () => {
		const front = await fetch(aws.endpoint);
		expect(front.status).toBe(200);
		expect(await front.text()).toContain(`<a href="${CONSOLE_URL}">`);
		expect((await fetch(aws.endpoint, { method: 'POST' })).status).toBe(403);
		expect((await fetch(aws.endpoint, { headers: { origin: 'http://evil.example' } })).status).toBe(403);
	});

	it('goes on after a restart of its server', async () => {
		const { port } = new URL(served.url);
		const token = new URL(served.url).searchParams.get('token') ?? '';
		const session = { ...createSession(), token };
		await page.locator('#live[data-state="live"]').waitFor();
		await served.close();
		await page.locator('#live[data-state="lost"]').waitFor();
		served = await serve(Number(port), session);
		await page.locator('#live[data-state="live"]').waitFor();
	});

	it.each(['light', 'dark'] as const)('can be used by everyone, in %s colours', async (colorScheme) => {
		await page.emulateMedia({ colorScheme });
		for (const path of ['/', '/watch?of=hostile', '/start', '/exports', '/processing']) {
			await page.goto(new URL(path, served.url).href);
			expect(await barriers(), path).toEqual([]);
		}
	});

	it('fits 375 pixels', async () => {
		await page.setViewportSize({ width: 375, height: 700 });
		for (const path of ['/', '/watch?of=hostile', '/start', '/exports', '/processing']) {
			await page.goto(new URL(path, served.url).href);
			expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(375);
		}
	});

	it('shows a thousand watches, and finds one of them', async () => {
		for (let from = 0; from < 1_000; from += 25) {
			const requests = Array.from({ length: 25 }, (_, at) => {
				const jobName = `many-${from + at}`;
				const datasetExportJobArn = arn('personalize', `dataset-export-job/${jobName}`);
				return { PutRequest: { Item: recordOf({ jobName, datasetExportJobArn, durationSeconds: 600 }) } };
			});
			await documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
		}
		await page.goto(new URL('/?state=SUCCEEDED', served.url).href);
		expect(await page.locator('tbody tr').count()).toBe(1_000);
		await page.keyboard.press('/');
		await page.keyboard.type('many-777');
		await page.keyboard.press('Enter');
		await page.waitForURL(/text=many-777/);
		expect(await page.locator('tbody tr').count()).toBe(1);
		expect(faults).toEqual([]);
	});
});
