import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { handler } from '../../../docs/examples/post-to-chat.ts';

const outcome = {
	notificationId: 'a1',
	headline: 'Export nightly FAILED after 8 sec',
	reason: 'no permission',
	executionUrl: 'https://console/1',
};

/** A chat that answers every post in the same way; what it got. */
const serveChat = async (status: number, answer: string) => {
	const posts: unknown[] = [];
	const server = createServer(async (request, response) => {
		posts.push(JSON.parse(await text(request)));
		response.writeHead(status).end(answer);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	process.env.CHAT_WEBHOOK_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`;
	return posts;
};

afterEach(() => {
	delete process.env.CHAT_WEBHOOK_URL;
});

describe('the example that posts to a chat', () => {
	it('posts the headline, the reason and the link of the execution', async () => {
		const posts = await serveChat(200, 'ok');
		await handler(outcome);
		expect(posts).toEqual([{ text: `${outcome.headline}\nno permission\nhttps://console/1` }]);
	});

	it('fails with what the chat answered, and without the URL', async () => {
		await serveChat(403, 'no such channel');
		await expect(handler(outcome)).rejects.toThrow(/^the chat refused notification a1: HTTP 403 no such channel$/);
	});

	it('fails without the variable, and says what to set', async () => {
		await expect(handler(outcome)).rejects.toThrow('CHAT_WEBHOOK_URL is not set; set it to the URL of the webhook');
	});
});
