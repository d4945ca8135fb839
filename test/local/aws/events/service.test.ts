import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	DisableRuleCommand,
	EnableRuleCommand,
	EventBridgeClient,
	ListRulesCommand,
	ListTargetsByRuleCommand,
	PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEvents } from '../../../../local/aws/events/service.ts';
import { account, region } from '../../../../local/aws/shared/names.ts';

const delivered: object[] = [];
const { handle } = createEvents({
	rules: [
		{
			name: 'orders',
			pattern: { source: ['shop'] },
			targetArn: 'arn:of:target',
			deliver: (event) => void delivered.push(event),
		},
		{
			name: 'refusals',
			pattern: { source: ['refused'] },
			targetArn: 'arn:of:target',
			deliver: () => {
				throw new Error('the target refuses the event');
			},
		},
		{ name: 'stock', pattern: { source: ['warehouse'] }, targetArn: 'arn:of:target', deliver: () => {} },
	],
	now: () => new Date('2026-03-01T02:00:00.500Z'),
});
const server = createServer(handle);
let client: EventBridgeClient;
beforeAll(async () => {
	await once(server.listen(0, '127.0.0.1'), 'listening');
	client = new EventBridgeClient({
		region,
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
	});
});
afterAll(() => {
	client.destroy();
	server.close();
});
beforeEach(() => {
	delivered.length = 0;
});

vi.spyOn(console, 'error').mockImplementation(() => {});

const order = { Source: 'shop', DetailType: 'Order', Detail: '{"id":7}' };

describe('PutEvents', () => {
	it('takes an event that a target refuses, and logs that', async () => {
		const answer = await client.send(new PutEventsCommand({ Entries: [{ ...order, Source: 'refused' }] }));
		expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
		expect(console.error).toHaveBeenCalledWith(
			expect.stringMatching(/rule refusals refused the event/),
			expect.any(Error),
		);
	});

	it('delivers an event to the rule that matches it, as EventBridge does', async () => {
		const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [order] }));
		expect(delivered).toEqual([
			{
				version: '0',
				id: Entries[0]?.EventId,
				'detail-type': 'Order',
				source: 'shop',
				account,
				time: '2026-03-01T02:00:00Z',
				region,
				resources: [],
				detail: { id: 7 },
			},
		]);
	});

	it.each([
		['without a source', { DetailType: 'x', Detail: '{}' }, 'InvalidArgument'],
		['without a detail type', { Source: 's', Detail: '{}' }, 'InvalidArgument'],
		['without a detail', { Source: 's', DetailType: 'x' }, 'InvalidArgument'],
		['with a detail that is not JSON', { Source: 's', DetailType: 'x', Detail: '{' }, 'MalformedDetail'],
		['with a detail that is not an object', { Source: 's', DetailType: 'x', Detail: '[]' }, 'MalformedDetail'],
		['for another bus', { ...order, EventBusName: 'other' }, 'ResourceNotFoundException'],
		['that is too large', { ...order, Detail: JSON.stringify({ x: 'y'.repeat(300_000) }) }, 'EntryTooLarge'],
	])('refuses an entry %s and takes the other', async (_, entry, ErrorCode) => {
		const answer = await client.send(new PutEventsCommand({ Entries: [entry, order] }));
		expect(answer.FailedEntryCount).toBe(1);
		expect(answer.Entries).toMatchObject([{ ErrorCode }, { EventId: expect.any(String) }]);
		expect(delivered).toHaveLength(1);
	});
});

describe('a rule', () => {
	it('is listed with its pattern and its target', async () => {
		const { Rules = [] } = await client.send(new ListRulesCommand({ NamePrefix: 'ord' }));
		expect(Rules).toMatchObject([{ Name: 'orders', EventPattern: '{"source":["shop"]}', State: 'ENABLED' }]);
		const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: 'orders' }));
		expect(Targets).toEqual([{ Id: 'orders', Arn: 'arn:of:target' }]);
	});

	it('delivers nothing while it is disabled', async () => {
		await client.send(new DisableRuleCommand({ Name: 'orders' }));
		const { Rules = [] } = await client.send(new ListRulesCommand({}));
		expect(Rules.map(({ Name, State }) => [Name, State])).toEqual([
			['orders', 'DISABLED'],
			['refusals', 'ENABLED'],
			['stock', 'ENABLED'],
		]);
		await client.send(new PutEventsCommand({ Entries: [order] }));
		expect(delivered).toEqual([]);

		await client.send(new EnableRuleCommand({ Name: 'orders' }));
		await client.send(new PutEventsCommand({ Entries: [order] }));
		expect(delivered).toHaveLength(1);
	});

	it('that does not exist cannot be enabled', async () => {
		await expect(client.send(new EnableRuleCommand({ Name: 'none' }))).rejects.toMatchObject({
			name: 'ResourceNotFoundException',
			message: expect.stringContaining('does not exist'),
		});
	});
});
