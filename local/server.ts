import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import envPaths from 'env-paths';
import type { HandlerFiles } from './own-handlers.ts';
import type { ServerReport } from './server-worker.ts';

export interface Server {
	readonly endpoint: string;
	readonly stop: () => Promise<void>;
	/** Resolves with the error if the server dies. */
	readonly died: Promise<Error>;
}

export class PortInUse extends Error {
	override readonly name = 'PortInUse';

	constructor(port: number) {
		super(`port ${port} is in use; stop the program that listens there, or take another port: --port ${port + 1}`);
	}
}

const logFolder = envPaths('exportwatch', { suffix: '' }).log;

/** The file of the functions' logs and metrics, one JSON line each, as in CloudWatch Logs. */
export const logFileOf = (port: number): string => join(logFolder, `embedded-aws-${port}.log`);

/**
 * Runs the embedded AWS in a thread of its own, so that the functions' logs stay out of the terminal and this thread
 * reaches it only over HTTP, as any client does.
 *
 * @param options.consoleUrl where the console is served, for whoever opens the endpoint in a browser
 * @param options.handlers what runs as own actions; nothing by default
 * @throws PortInUse
 */
export const startServer = async (
	port: number,
	{ consoleUrl, handlers = {} }: { readonly consoleUrl?: string | undefined; readonly handlers?: HandlerFiles } = {},
): Promise<Server> => {
	mkdirSync(logFolder, { recursive: true });
	const log = createWriteStream(logFileOf(port), { flags: 'a' });
	const worker = new Worker(new URL(import.meta.resolve('#local/server-worker.ts')), {
		workerData: { port, consoleUrl, handlers },
		stdout: true,
		stderr: true,
	});
	worker.stdout.pipe(log, { end: false });
	worker.stderr.pipe(log, { end: false });
	const died = once(worker, 'error').then(([error]) => error as Error);

	const report = await Promise.race([
		once(worker, 'message').then(([message]) => message as ServerReport),
		died.then((error): ServerReport => ({ code: error.name, message: error.stack ?? error.message })),
	]);
	if ('endpoint' in report) {
		return { endpoint: report.endpoint, died, stop: async () => void (await worker.terminate()) };
	}
	await worker.terminate();
	throw report.code === 'EADDRINUSE' ? new PortInUse(port) : new Error(report.message);
};
