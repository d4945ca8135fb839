/** Equal to `ErrorEquals` in the Retry block of the definitions, which a test ensures. */
export const TRANSIENT_ERRORS: readonly string[] = [
	'ServiceThrottled',
	'ServiceUnavailable',
	'Lambda.ServiceException',
	'Lambda.AWSLambdaException',
	'Lambda.SdkClientException',
	'Lambda.ClientExecutionTimeoutException',
	'Lambda.TooManyRequestsException',
	'Lambda.Unknown',
	'Runtime.ExitError',
	'Sandbox.Timedout',
	'States.Timeout',
];
/** The first attempt, and `MaxAttempts` retries. */
export const TRANSIENT_ATTEMPTS = 21;

export const isTransient = (error: unknown): boolean => error instanceof Error && TRANSIENT_ERRORS.includes(error.name);
