import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Html } from './pages/layout.ts';

const SECONDS_BETWEEN_LOOKS = 2;

/** Sends what stands in `<main>` whenever it has changed, as server-sent events, until the browser leaves. */
export const streamMain = (context: Context, render: () => Promise<Html>) =>
	streamSSE(context, async (stream) => {
		let sent = '';
		while (!stream.aborted) {
			const main = String(await render());
			if (main === sent) await stream.writeSSE({ event: 'same', data: '' });
			else await stream.writeSSE({ event: 'main', data: main });
			sent = main;
			await stream.sleep(SECONDS_BETWEEN_LOOKS * 1_000);
		}
	});
