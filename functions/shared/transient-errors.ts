/** What the Retry blocks of the workflows retry, and how often in all; held equal by a test. */
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
export const TRANSIENT_ATTEMPTS = 21;

export const isTransient = (error: unknown): boolean => error instanceof Error && TRANSIENT_ERRORS.includes(error.name);
