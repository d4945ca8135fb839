import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { ServiceThrottled, ServiceUnavailable } from './errors.ts';

/**
 * Every SDK client's settings: two attempts of at most 8 s fit a step of 25 s, so that the step reports a fault by the name
 * of the call, and not Lambda by its own timeout. The workflow has the patience.
 */
export const clientSettings = {
	maxAttempts: 2,
	requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
};

/**
 * Runs one SDK call and gives transient faults the names that the workflow retries on.
 * Everything else is rethrown as it came.
 *
 * @param call the call in the reader's words, as `Personalize DescribeDatasetExportJob`
 * @throws ServiceThrottled, ServiceUnavailable, or the SDK's own error
 */
export const callAws = async <T>(call: string, send: () => Promise<T>): Promise<T> => {
	try {
		return await send();
	} catch (error) {
		if (!isSdkError(error)) throw error;
		if (isThrottlingError(error) || keyThrottlings.has(error.name)) throw new ServiceThrottled(call, error);
		if (isServerError(error) || isTransientError(error) || isNetworkFault(error)) {
			throw new ServiceUnavailable(call, error);
		}
		throw error;
	}
};

/** A topic or a machine with a customer key answers for KMS when that throttles; the SDK takes these for permanent. */
const keyThrottlings: ReadonlySet<string> = new Set(['KMSThrottlingException', 'KmsThrottlingException']);

type SdkError = Error & { readonly cause?: Error };
const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

/** Faults of the way to the service: those have a system error code, or the abort of an out-of-time handler. */
const isNetworkFault = (error: Error): boolean =>
	error.name === 'AbortError' || error.name === 'TimeoutError' || /^E[A-Z_]+$/.test(String(Reflect.get(error, 'code')));
