import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type ConsoleOptions, createApp } from './app.ts';

export interface RunningConsole {
	/** With the token: whoever opens it may see the console. */
	readonly url: string;
	readonly close: () => Promise<void>;
}

/**
 * Serves the console on loopback.
 *
 * @param port 0 for any that is free
 * @throws Error with the code EADDRINUSE if the port is taken
 */
export const startConsole = async (options: ConsoleOptions & { readonly port: number }): Promise<RunningConsole> => {
	const server = createAdaptorServer({ fetch: createApp(options).fetch });
	server.listen(options.port, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/?token=${options.session.token}`,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			// Pages that follow what happens keep their connection open.
			if ('closeAllConnections' in server) server.closeAllConnections();
			await closed;
		},
	};
};
