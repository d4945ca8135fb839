import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** Of the access key of a function: `function.<name>`. */
const PREFIX = 'function.';

const running = new AsyncLocalStorage<string>();

/**
 * Runs a function with credentials of its own, as Lambda does, so that a service can see which role calls it. All functions
 * run in this process and so read the same environment, and clients read credentials only when they send something. So
 * each request gets its access key when it is made. No service of the embedded AWS checks the rest of a signature.
 */
export const withCredentialsOf = <T>(functionName: string, work: () => T): T => running.run(functionName, work);

/** The function that an access key belongs to; undefined for any other caller. */
export const functionOfAccessKey = (accessKeyId: string): string | undefined =>
	accessKeyId.startsWith(PREFIX) ? accessKeyId.slice(PREFIX.length) : undefined;

subscribe('http.client.request.created', (message) => {
	const functionName = running.getStore();
	const { request } = message as { readonly request: ClientRequest };
	const authorization = request.getHeader('authorization');
	if (!functionName || typeof authorization !== 'string') return;
	request.setHeader('authorization', authorization.replace(/Credential=[^/]+/, `Credential=${PREFIX}${functionName}`));
});
