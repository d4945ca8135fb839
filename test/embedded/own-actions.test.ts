import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { DescribeExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportJobRecord } from '#contracts/export-job-record.ts';
import type { OutcomeNotification } from '#contracts/outcome-notification.ts';
import { arn, functionArnOf, stateMachineArnOf } from '../../local/aws/shared/names.ts';
import { readOwnHandlers } from '../../local/own-handlers.ts';
import { useEmbeddedAws } from '../support/embedded.ts';
import { until } from '../support/until.ts';

const queueUrlOf = (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;
const { functions } = readOwnHandlers({ onFailure: 'docs/examples/post-to-chat.ts' });

const aws = useEmbeddedAws({
	functions,
	ownActions: {
		onSuccess: {
			Crm: { type: 'QUEUE', target: queueUrlOf('crm') },
			Later: { type: 'QUEUE', target: queueUrlOf('later') },
		},
		onFailure: {
			PostToChat: { type: 'FUNCTION', target: functionArnOf('PostToChat') },
			Partners: { type: 'TOPIC', target: arn('sns', 'Partners') },
			Repair: { type: 'STATE_MACHINE', target: stateMachineArnOf('ProcessExport') },
		},
	},
});

/** What the chat got, over real HTTP. */
const posts: { readonly text: string }[] = [];
const chat = createServer(async (request, response) => {
	posts.push((await json(request)) as { readonly text: string });
	response.end('ok');
});

beforeAll(async () => {
	await once(chat.listen(0, '127.0.0.1'), 'listening');
	process.env.CHAT_WEBHOOK_URL = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/`;
	const sns = new SNSClient({});
	for (const QueueName of ['crm', 'partners']) await aws.clients().sqs.send(new CreateQueueCommand({ QueueName }));
	const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'Partners' }));
	await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn('sqs', 'partners') }));
});
afterAll(() => {
	delete process.env.CHAT_WEBHOOK_URL;
	chat.closeAllConnections();
	chat.close();
});

const receive = async (name: string): Promise<readonly string[]> => {
	const receiving = { QueueUrl: queueUrlOf(name), MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
	const { Messages = [] } = await aws.clients().sqs.send(new ReceiveMessageCommand(receiving));
	return Messages.map(({ Body = '' }) => Body);
};
const ofJob = <T extends Pick<OutcomeNotification, 'datasetExportJobArn'>>(notifications: readonly T[], job: string) =>
	notifications.filter(({ datasetExportJobArn }) => datasetExportJobArn === job);
const inQueue = async (name: string, job: string) =>
	ofJob(
		(await receive(name)).map((body): OutcomeNotification => JSON.parse(body)),
		job,
	);
const inPartners = async (job: string) =>
	ofJob(
		(await receive('partners')).map((body): OutcomeNotification => JSON.parse(JSON.parse(body).Message)),
		job,
	);
const postsOf = (job: string) => posts.filter(({ text }) => text.includes(`${job.split('/').at(-1)} `));

const statusesOf = async (job: string) =>
	Object.fromEntries(
		Object.entries(((await aws.recordOf(job)) as ExportJobRecord).actions).map(([name, { status }]) => [name, status]),
	);
const endOfRuleWatch = async (job: string) => aws.endOf((await aws.watchesOf(job))[0] ?? '');

describe('own actions after a success', () => {
	it('are done but for the one that is refused; a later watch does only that, with the same notification', async () => {
		const job = await aws.createExport({ seconds: '60' });
		expect(await endOfRuleWatch(job)).toMatchObject({
			error: 'ActionsFailed',
			cause: expect.stringMatching(/^NotifySuccess: OwnActionsFailed: Later: QueueDoesNotExist: /),
		});
		expect(await statusesOf(job)).toEqual({
			metrics: 'DONE',
			event: 'DONE',
			message: 'DONE',
			processing: 'DONE',
			Crm: 'DONE',
			Later: 'STARTED',
		});
		expect(await aws.notificationsOf(job)).toMatchObject([
			{ outcome: 'SUCCEEDED', actionsFailed: false },
			{ actionsFailed: true, reason: expect.stringContaining('Later') },
		]);

		await aws.clients().sqs.send(new CreateQueueCommand({ QueueName: 'later' }));
		expect(await aws.endOf(await aws.startWatch({ datasetExportJobArn: job }))).toMatchObject({ status: 'SUCCEEDED' });
		expect(await statusesOf(job)).toMatchObject({ Crm: 'DONE', Later: 'DONE' });
		const { notificationId } = (await aws.recordOf(job)) as ExportJobRecord;
		expect(await inQueue('later', job)).toMatchObject([{ notificationId, outcome: 'SUCCEEDED' }]);
		expect(await inQueue('crm', job)).toMatchObject([{ notificationId }]);
		expect(await aws.notificationsOf(job)).toHaveLength(2);
	});
});

describe('own actions after a failure', () => {
	it('hand the notification to a function, a topic and a state machine, once for any number of watches', async () => {
		const job = await aws.createExport({ seconds: '60', status: 'CREATE FAILED', failureReason: 'no permission' });
		expect(await endOfRuleWatch(job)).toMatchObject({ error: 'ExportFailed', cause: 'no permission' });
		expect(await aws.endOf(await aws.startWatch({ datasetExportJobArn: job }))).toMatchObject({
			error: 'ExportFailed',
		});
		await until(async () => postsOf(job).length > 0);

		expect(postsOf(job)).toEqual([{ text: expect.stringMatching(/^Export job-\d+ FAILED .*\nno permission\nhttps:/) }]);
		expect(await inPartners(job)).toMatchObject([{ outcome: 'FAILED', reason: 'no permission' }]);
		const { actions, notificationId } = (await aws.recordOf(job)) as ExportJobRecord;
		const executionArn = actions.Repair?.id;
		expect(executionArn).toMatch(new RegExp(`:ProcessExport:Repair-${notificationId}$`));
		const { input } = await aws.clients().stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
		expect(JSON.parse(input ?? '')).toMatchObject({ outcome: 'FAILED', notificationId });
	});

	it('are done for a watch that somebody stops', async () => {
		const job = await aws.holdTime(async () => {
			const job = await aws.createExport({ seconds: '600' });
			const [executionArn] = await aws.watchesOf(job);
			await aws.clients().stepFunctions.send(new StopExecutionCommand({ executionArn, cause: 'by hand' }));
			await until(async () => (await aws.recordOf(job))?.actions.PostToChat?.status === 'DONE');
			return job;
		});
		await until(async () => postsOf(job).length > 0);
		expect(postsOf(job)).toEqual([{ text: expect.stringContaining('by hand') }]);
		expect((await inPartners(job)).filter(({ outcome }) => outcome === 'BROKEN')).toHaveLength(1);
	});
});
