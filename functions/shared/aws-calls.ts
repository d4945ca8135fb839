import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type * as z from 'zod/mini';
import { ServiceThrottled, ServiceUnavailable } from './errors.ts';
import { refuseForeignAnswers, unreadable } from './foreign-answers.ts';
import { formatProblems } from './problems.ts';

/**
 * Two attempts of at most 8 s each fit a step of 25 s. So a slow call fails with its name, before Lambda's timeout ends the
 * step without one. The workflow retries longer.
 */
export const clientSettings = {
	maxAttempts: 2,
	requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
	extensions: [refuseForeignAnswers],
};

/**
 * Runs one SDK call and gives transient errors the names that the workflow retries. Other errors are rethrown unchanged.
 *
 * @param call for the message, as `Personalize DescribeDatasetExportJob`
 * @throws ServiceThrottled, ServiceUnavailable, or the SDK's own error
 */
export const callAws = async <T>(call: string, send: () => Promise<T>): Promise<T> => {
	try {
		return await send();
	} catch (error) {
		if (!isSdkError(error)) throw error;
		if (!isText(error.name) || !isText(error.message)) {
			throw new ServiceUnavailable(call, unreadable('an error whose name or message is no text'));
		}
		if (isThrottlingError(error) || keyThrottlings.has(error.name)) throw new ServiceThrottled(call, error);
		if (isUnread(error)) throw new ServiceUnavailable(call, asUnreadable(error));
		if (isServerError(error) || isTransientError(error) || isNetworkError(error)) {
			throw new ServiceUnavailable(call, error);
		}
		throw error;
	}
};

/**
 * The answer, if it has what its contract asks for.
 *
 * @throws an error that `callAws` makes ServiceUnavailable of
 */
export const readAnswer = <Answer>(contract: z.ZodMiniType<Answer>, answer: unknown): Answer => {
	const parsed = contract.safeParse(answer);
	if (!parsed.success) throw unreadable(formatProblems(parsed.error));
	return parsed.data;
};

/** A topic or state machine with a customer key passes on throttling by KMS, which the SDK takes for permanent. */
const keyThrottlings: ReadonlySet<string> = new Set(['KMSThrottlingException', 'KmsThrottlingException']);

type SdkError = Error & { readonly cause?: Error };
const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

/** The SDK passes on what an answer says in their place. */
const isText = (value: unknown): boolean => typeof value === 'string';

/**
 * The codes of the network: of the system's sockets and names, of Node's HTTP parser, TLS, sockets and streams. Others, as
 * ERR_INVALID_URL or ENOSPC, come again with every retry.
 */
const networkCodes: ReadonlySet<string> = new Set(
	'EPIPE EPROTO ETIMEDOUT ENOTFOUND EADDRNOTAVAIL EBADMSG ERR_STREAM_PREMATURE_CLOSE'.split(' '),
);
const NETWORK_CODES = /^(?:ECONN|ENET|EHOST|EAI_|HPE_|ERR_SSL_|ERR_SOCKET_)/;

/** The error has such a code, or the handler ran out of time and aborted the call. */
const isNetworkError = (error: Error): boolean => {
	const code = String(Reflect.get(error, 'code'));
	return (
		error.name === 'AbortError' || error.name === 'TimeoutError' || networkCodes.has(code) || NETWORK_CODES.test(code)
	);
};

/**
 * The SDK could not parse the answer: it then throws what its parser threw, with the answer beside it. Or it found no name
 * of an error in one that reports an error.
 */
const isUnread = (error: Error): boolean =>
	('$response' in error && !('$fault' in error)) || error.name === 'Unknown' || error.name === 'UnknownError';

/** The SDK adds a line for developers to the message. */
const asUnreadable = (error: Error): Error => {
	const [problem] = error.message.split('\n', 1);
	const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
	return unreadable(`HTTP ${$metadata?.httpStatusCode}: ${problem}`, error);
};
