import { parentPort, workerData } from 'node:worker_threads';
import { startEmbeddedAws } from './aws/embedded-aws.ts';

/** What the worker says once, when it is up or could not come up. */
export type ServerReport = { readonly endpoint: string } | { readonly code: string; readonly message: string };

const report = (message: ServerReport): void => parentPort?.postMessage(message);

try {
	const { endpoint } = await startEmbeddedAws({ port: workerData.port, hasPast: true });
	report({ endpoint });
} catch (error) {
	const { code = 'UNKNOWN', stack = String(error) } = error as NodeJS.ErrnoException;
	report({ code, message: stack });
}
