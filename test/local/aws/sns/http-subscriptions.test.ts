import { createVerify } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
	ConfirmSubscriptionCommand,
	CreateTopicCommand,
	ListSubscriptionsByTopicCommand,
	PublishBatchCommand,
	PublishCommand,
	SetSubscriptionAttributesCommand,
	SNSClient,
	SubscribeCommand,
	UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startFauxqs } from '../../../../local/aws/emulators.ts';
import { systemClock } from '../../../../local/aws/shared/clock.ts';
import { createSns } from '../../../../local/aws/sns/service.ts';
import { serveGateway } from '../../../support/served-gateway.ts';
import { until } from '../../../support/until.ts';

/** Its timers end at once. */
const waits: number[] = [];
const clock = {
	...systemClock,
	startTimer: (milliseconds: number, callback: () => unknown) => {
		waits.push(milliseconds);
		callback();
		return { cancel: () => {} };
	},
};

const serve = async () => {
	const port = await serveGateway({ sns: createSns(await startFauxqs(), clock) });
	const endpoint = `http://127.0.0.1:${port}`;
	const client = new SNSClient({
		endpoint,
		region: 'us-east-1',
		credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
	});
	const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: 'outcomes' }));
	return { endpoint, client, TopicArn };
};

/** A hook that keeps what it is sent, and answers with these statuses, the last one for good. */
const serveHook = async (...statuses: number[]) => {
	const received: { readonly headers: Record<string, unknown>; readonly body: string }[] = [];
	const hook = createServer(async (request, response) => {
		received.push({ headers: request.headers, body: await text(request) });
		response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 200).end();
	}).listen(0, '127.0.0.1');
	await once(hook, 'listening');
	onTestFinished(() => void hook.close());
	const next = async (count: number) => {
		await until(async () => received.length >= count);
		return received[count - 1] as (typeof received)[number];
	};
	return { url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`, received, next };
};

const subscribed = async (attributes: Record<string, string> = {}, ...statuses: number[]) => {
	const served = await serve();
	const hook = await serveHook(200, ...statuses);
	const { client, TopicArn } = served;
	await client.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: hook.url, Attributes: attributes }));
	const { Token } = JSON.parse((await hook.next(1)).body);
	const { SubscriptionArn } = await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
	const publish = (message: object) => client.send(new PublishCommand({ TopicArn, Message: 'a', ...message }));
	return { ...served, hook, SubscriptionArn, publish };
};

describe('a subscription by HTTP', () => {
	it('is pending until the link in its confirmation is opened, and gets what is published then', async () => {
		const { client, TopicArn } = await serve();
		const hook = await serveHook();
		const list = async () =>
			(await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions?.map(
				({ SubscriptionArn, Endpoint }) => ({ SubscriptionArn, Endpoint }),
			);

		const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: hook.url });
		expect((await client.send(subscribe)).SubscriptionArn).toBe('pending confirmation');
		const { headers, body } = await hook.next(1);
		const confirmation = JSON.parse(body);
		expect(headers).toMatchObject({
			'content-type': 'text/plain; charset=UTF-8',
			'x-amz-sns-message-type': 'SubscriptionConfirmation',
			'x-amz-sns-topic-arn': TopicArn,
		});
		expect(confirmation).toMatchObject({ Type: 'SubscriptionConfirmation', TopicArn, Token: expect.any(String) });
		await client.send(new PublishCommand({ TopicArn, Message: 'too early' }));
		expect(await list()).toEqual([{ SubscriptionArn: 'PendingConfirmation', Endpoint: hook.url }]);

		expect((await fetch(confirmation.SubscribeURL)).status).toBe(200);
		const { MessageId } = await client.send(
			new PublishCommand({
				TopicArn,
				Subject: 'Hello',
				Message: 'a "text"',
				MessageAttributes: { outcome: { DataType: 'String', StringValue: 'FAILED' } },
			}),
		);

		const notification = await hook.next(2);
		expect(JSON.parse(notification.body)).toMatchObject({
			Type: 'Notification',
			MessageId,
			TopicArn,
			Subject: 'Hello',
			Message: 'a "text"',
			SignatureVersion: '1',
			MessageAttributes: { outcome: { Type: 'String', Value: 'FAILED' } },
		});
		const [{ SubscriptionArn } = {}] = (await list()) ?? [];
		expect(notification.headers['x-amz-sns-subscription-arn']).toBe(SubscriptionArn);
		expect(SubscriptionArn).toContain(`${TopicArn}:`);
	});

	it('gets messages that the public key of the endpoint verifies', async () => {
		const { hook, publish } = await subscribed();
		await publish({ Subject: 'Hello', Message: 'b' });

		const message = JSON.parse((await hook.next(2)).body);
		const key = await (await fetch(message.SigningCertURL)).text();
		const fields = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
		const signed = fields.map((field) => `${field}\n${message[field]}\n`).join('');
		expect(createVerify('RSA-SHA1').update(signed).verify(key, message.Signature, 'base64')).toBe(true);
	});

	it('ends when its link for that is opened, and by Unsubscribe', async () => {
		const { hook, publish, client, TopicArn } = await subscribed();
		await publish({});
		const { UnsubscribeURL } = JSON.parse((await hook.next(2)).body);
		expect((await fetch(UnsubscribeURL)).status).toBe(200);
		expect((await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toEqual([]);

		const other = await subscribed();
		await other.client.send(new UnsubscribeCommand({ SubscriptionArn: other.SubscriptionArn }));
		await Promise.all([publish({}), other.publish({})]);
		expect([hook.received.length, other.hook.received.length]).toEqual([2, 1]);
	});

	it('gets the body for its protocol, also in a batch', async () => {
		const { hook, client, TopicArn, publish } = await subscribed();
		const bodies = { default: 'd', http: 'for http' };
		await publish({ Message: JSON.stringify(bodies), MessageStructure: 'json' });
		expect(JSON.parse((await hook.next(2)).body).Message).toBe('for http');

		const { Successful } = await client.send(
			new PublishBatchCommand({
				TopicArn,
				PublishBatchRequestEntries: [
					{ Id: 'one', Message: JSON.stringify({ default: 'd' }), MessageStructure: 'json' },
				],
			}),
		);
		expect(JSON.parse((await hook.next(3)).body)).toMatchObject({
			Message: 'd',
			MessageId: Successful?.[0]?.MessageId,
		});
	});

	it('gets the bare message if it asks for that', async () => {
		const { hook, publish } = await subscribed({ RawMessageDelivery: 'true' });
		await publish({ Message: 'bare' });
		const { headers, body } = await hook.next(2);
		expect(body).toBe('bare');
		expect(headers['x-amz-sns-rawdelivery']).toBe('true');
	});

	it('gets only what its filter policy matches', async () => {
		const FilterPolicy = JSON.stringify({ outcome: ['FAILED'], polls: [3] });
		const { hook, publish } = await subscribed({ FilterPolicy });
		const attributes = (outcome: string, polls: string) => ({
			MessageAttributes: {
				outcome: { DataType: 'String', StringValue: outcome },
				polls: { DataType: 'Number', StringValue: polls },
			},
		});
		for (const [outcome, polls] of [
			['SUCCEEDED', '3'],
			['FAILED', '4'],
			['FAILED', 'x'],
			['FAILED', '3'],
		] as const)
			await publish({ Message: `${outcome} ${polls}`, ...attributes(outcome, polls) });
		await publish({ Message: 'without attributes' });

		expect(JSON.parse((await hook.next(2)).body).Message).toBe('FAILED 3');
		expect(hook.received).toHaveLength(2);
	});

	it('filters by the body if it asks for that', async () => {
		const FilterPolicy = JSON.stringify({ job: { outcome: ['FAILED'] } });
		const { hook, publish } = await subscribed({ FilterPolicy, FilterPolicyScope: 'MessageBody' });
		await publish({ Message: 'no JSON' });
		await publish({ Message: '{"job":{"outcome":"FAILED"}}' });
		expect(JSON.parse((await hook.next(2)).body).Message).toContain('FAILED');
	});

	it.each([
		[[500, 429, 200], 3],
		[[404], 1],
		[[503], 4],
	])('is tried again while the hook answers %j, %i times in all', async (statuses, tries) => {
		const log = vi.spyOn(console, 'error').mockImplementation(() => {});
		waits.length = 0;
		const { hook, publish } = await subscribed({}, ...statuses);
		await publish({ Message: 'secret' });
		await hook.next(1 + tries);
		await until(
			async () => log.mock.calls.length >= Math.min(tries, statuses.filter((status) => status !== 200).length),
		);
		expect(hook.received).toHaveLength(1 + tries);
		expect(waits).toEqual(Array(tries - 1).fill(20_000));
		expect(String(log.mock.calls)).not.toContain('secret');
		log.mockRestore();
	});
});

describe('what nobody would ever get a message by', () => {
	it.each([
		['email', 'a@example.com', 'not to email'],
		['sms', '+15550100', 'not to sms'],
		['lambda', 'arn:aws:lambda:us-east-1:000000000000:function:AcceptTrigger', 'not to lambda'],
		['http', 'http://example.com/hook', 'on this machine only'],
		['http', 'http://127.0.0.1.example.com/', 'on this machine only'],
		['http', 'https://127.0.0.1/', 'begins with http://'],
		['http', 'nonsense', 'begins with http://'],
		['http', 'http://me:secret@127.0.0.1/', 'no user name'],
	])('is refused: %s %s', async (Protocol, Endpoint, why) => {
		const { client, TopicArn } = await serve();
		await expect(client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }))).rejects.toMatchObject({
			name: 'InvalidParameterException',
			message: expect.stringContaining(why),
		});
	});

	it('is a filter policy with an operator that is not known here', async () => {
		const { client, TopicArn, SubscriptionArn } = await subscribed();
		const FilterPolicy = JSON.stringify({ outcome: [{ suffix: 'ED' }] });
		const Endpoint = 'http://localhost:9/';
		const refused = { name: 'InvalidParameterException', message: expect.stringContaining('filter policy.outcome') };
		await expect(
			client.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint, Attributes: { FilterPolicy } })),
		).rejects.toMatchObject(refused);
		const set = { SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue: FilterPolicy };
		await expect(client.send(new SetSubscriptionAttributesCommand(set))).rejects.toMatchObject(refused);
	});

	it('is a token that was never sent, such as the ARN of the subscription', async () => {
		const { client, TopicArn } = await serve();
		const hook = await serveHook();
		const { SubscriptionArn: Token } = await client.send(
			new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: hook.url, ReturnSubscriptionArn: true }),
		);
		await expect(client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))).rejects.toThrow('Token');
	});
});

describe('a link without a signature', () => {
	it.each([
		'/?Action=Publish&TopicArn=a&Message=b',
		'/?TopicArn=a&Action=ConfirmSubscription',
		'/?Action=ListTopics&a=b',
	])('opens nothing but confirmations and ends of subscriptions: %s', async (path) => {
		const { endpoint } = await serve();
		expect((await fetch(`${endpoint}${path}`)).status).toBe(403);
	});

	it('is not for the pages of another origin', async () => {
		const { endpoint } = await serve();
		const response = await fetch(`${endpoint}/?Action=Unsubscribe&SubscriptionArn=a`, {
			headers: { 'sec-fetch-site': 'cross-site' },
		});
		expect(response.status).toBe(403);
	});
});
