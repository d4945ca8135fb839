import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Html } from './pages/layout.ts';
import { messageOf } from './pages/problem.ts';

const SECONDS_BETWEEN_LOOKS = 2;

/** Sends what stands in `<main>` whenever it has changed, as server-sent events, until the browser leaves. */
export const streamMain = (context: Context, render: () => Promise<Html>) =>
	streamSSE(context, async (stream) => {
		let sent = '';
		while (!stream.aborted) {
			try {
				const main = String(await render());
				await stream.writeSSE(main === sent ? { event: 'same', data: '' } : { event: 'main', data: main });
				sent = main;
			} catch (error) {
				await stream.writeSSE({ event: 'problem', data: messageOf(error).replaceAll(/\s+/g, ' ') });
			}
			await stream.sleep(SECONDS_BETWEEN_LOOKS * 1_000);
		}
	});
