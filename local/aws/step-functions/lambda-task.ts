import { LambdaFunctionError } from '../lambda/lambda-function-error.ts';
import { TaskFailure, type TaskResource } from './task-resource.ts';

/** Runs a Lambda function; rejects with `LambdaFunctionError` if the function itself failed. */
export type InvokeFunction = (functionArn: string, payload: unknown, signal: AbortSignal) => Promise<unknown>;

/** The service gives the payload of a failed invocation as the Cause. */
const toTaskFailure = (error: unknown): TaskFailure => {
	if (!(error instanceof LambdaFunctionError)) return new TaskFailure('Lambda.Unknown', String(error));
	const { errorType, errorMessage, trace } = error;
	return new TaskFailure(errorType, JSON.stringify({ errorType, errorMessage, trace }));
};

/**
 * `arn:aws:states:::lambda:invoke`. Payload and result pass through JSON, so that no object is shared, as over a
 * network.
 */
export const createLambdaTask = (invokeFunction: InvokeFunction): TaskResource => ({
	resourceType: 'lambda',
	resource: 'invoke',
	run: async ({ FunctionName, Payload = {} }, signal) => {
		const payload = JSON.parse(JSON.stringify(Payload));
		const result = await invokeFunction(String(FunctionName), payload, signal).catch((error) => {
			throw toTaskFailure(error);
		});
		return { ExecutedVersion: '$LATEST', Payload: JSON.parse(JSON.stringify(result ?? null)), StatusCode: 200 };
	},
});
