import { parentPort, workerData } from 'node:worker_threads';
import { startEmbeddedAws } from './aws/embedded-aws.ts';
import { readOwnHandlers } from './own-handlers.ts';

/** The worker's only message: that it is up, or why it is not. */
export type ServerReport = { readonly endpoint: string } | { readonly code: string; readonly message: string };

const report = (message: ServerReport): void => parentPort?.postMessage(message);

try {
	const { handlers, ...options } = workerData;
	const { endpoint } = await startEmbeddedAws({ ...options, ...readOwnHandlers(handlers), hasPast: true });
	report({ endpoint });
} catch (error) {
	const { code = 'UNKNOWN', stack = String(error) } = error as NodeJS.ErrnoException;
	report({ code, message: stack });
}
