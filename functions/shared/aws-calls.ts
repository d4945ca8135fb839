import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { ServiceThrottled, ServiceUnavailable } from './errors.ts';

/**
 * Two attempts of at most 8 s each fit a step of 25 s. So a slow call fails with its name, before Lambda's timeout ends the
 * step without one. The workflow retries longer.
 */
export const clientSettings = {
	maxAttempts: 2,
	requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
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
		if (isThrottlingError(error) || keyThrottlings.has(error.name)) throw new ServiceThrottled(call, error);
		if (isServerError(error) || isTransientError(error) || isNetworkError(error)) {
			throw new ServiceUnavailable(call, error);
		}
		throw error;
	}
};

/** A topic or state machine with a customer key passes on throttling by KMS, which the SDK takes for permanent. */
const keyThrottlings: ReadonlySet<string> = new Set(['KMSThrottlingException', 'KmsThrottlingException']);

type SdkError = Error & { readonly cause?: Error };
const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

/** The error has the code of a system error, or the handler ran out of time and aborted the call. */
const isNetworkError = (error: Error): boolean =>
	error.name === 'AbortError' || error.name === 'TimeoutError' || /^E[A-Z_]+$/.test(String(Reflect.get(error, 'code')));
