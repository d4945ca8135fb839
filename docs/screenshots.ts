import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateDatasetExportJobCommand, PersonalizeClient } from '@aws-sdk/client-personalize';
import { connect } from '#client/connect.ts';
import type { Exportwatch } from '#client/exportwatch.ts';
import { AWS_CONSOLE } from '#contracts/vocabulary.ts';
import { createSession } from '../console/security/require-session.ts';
import { startConsole } from '../console/start-console.ts';
import { enterEmbeddedEnvironment } from '../local/aws/embedded-environment.ts';
import { arn, buckets, datasetGroupName, roleArnOf } from '../local/aws/shared/names.ts';
import { startServer } from '../local/server.ts';
import { launchChromium } from '../test/support/browser.ts';

// The pictures show real executions on an embedded AWS, which take about two minutes.

const WIDTH = 1280;
const roleArn = roleArnOf('Export');

const createExport = async (jobName: string, type: string, steering: Readonly<Record<string, string>>) => {
	await new PersonalizeClient({}).send(
		new CreateDatasetExportJobCommand({
			jobName,
			datasetArn: arn('personalize', `dataset/${datasetGroupName}/${type}`),
			roleArn,
			jobOutput: { s3DataDestination: { path: `s3://${buckets.exports}/${jobName}/` } },
			tags: Object.entries(steering).map(([name, tagValue]) => ({ tagKey: `simulate:${name}`, tagValue })),
		}),
	);
};

const NIGHTLY = 'users-nightly';
const LONG = 'interactions-monthly';

/** Watches with every outcome that comes within two minutes. */
const makeWatches = async (client: Exportwatch): Promise<void> => {
	await createExport('items-friday', 'ITEMS', { seconds: '11' });
	await createExport(NIGHTLY, 'USERS', { seconds: '18', status: 'CREATE FAILED' });
	await createExport('users-empty', 'USERS', { seconds: '13', parts: '0' });
	await createExport('items-stopped', 'ITEMS', { seconds: '600' });
	await createExport(LONG, 'INTERACTIONS', { seconds: '75' });
	await client.startExport({
		datasetGroupArn: arn('personalize', `dataset-group/${datasetGroupName}`),
		outputPath: `s3://${buckets.exports}/weekly/`,
		roleArn,
	});
	await sleep(20_000);
	await client.stopWatch('items-stopped', 'no longer needed');
	await ended(client, LONG);
	await createExport('items-saturday', 'ITEMS', { seconds: '600' });
	await createExport('interactions-saturday', 'INTERACTIONS', { seconds: '600' });
	await sleep(24_000);
};

const ended = async (client: Exportwatch, job: string): Promise<void> => {
	for await (const _ of client.followWatch(job));
};

const server = await startServer(0);
enterEmbeddedEnvironment(server.endpoint);
const client = await connect();
const options = { account: 'embedded AWS', allowActions: true, linkedConsole: AWS_CONSOLE, session: createSession() };
const served = await startConsole({ client, ...options, port: 0 });
const { browser, close } = await launchChromium();
const page = await browser.newPage({ viewport: { width: WIDTH, height: 700 }, colorScheme: 'light' });

/** Takes a picture from one place of the page to another. */
const take = async (name: string, from: string, until: string): Promise<void> => {
	const boxes = await Promise.all([from, until].map((place) => page.locator(place).first().boundingBox()));
	const [top = 0, bottom = 0] = [boxes[0]?.y, boxes[1]?.y];
	await page.screenshot({
		path: fileURLToPath(new URL(`screenshots/${name}.png`, import.meta.url)),
		clip: { x: 0, y: top, width: WIDTH, height: bottom - top },
		fullPage: true,
	});
};
const open = async (path: string): Promise<void> => {
	await page.goto(new URL(path, served.url).href);
	await page.locator('#live[data-state="live"]').waitFor();
};

try {
	await makeWatches(client);
	await page.goto(served.url);
	await open('/');
	await take('watches', 'header', 'tbody tr:last-child');
	await open(`/watch?of=${NIGHTLY}`);
	await take('failed-watch', 'header', 'h2:has-text("Notification")');
	await open(`/watch?of=${LONG}`);
	await take('graph', 'h2:has-text("Execution")', 'h2:has-text("Record")');
} finally {
	await close();
	await served.close();
	await server.stop();
}
