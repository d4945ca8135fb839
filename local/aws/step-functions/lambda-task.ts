import { LambdaFunctionError } from '../lambda/lambda-function-error.ts';
import { TaskFailure, type TaskResource } from './task-resource.ts';

/** Runs one Lambda function; rejects with `LambdaFunctionError` when the function itself failed. */
export type InvokeFunction = (functionArn: string, payload: unknown, signal: AbortSignal) => Promise<unknown>;

/** The bare payload of a failed invocation is what the service gives as Cause. */
const toTaskFailure = (error: unknown): TaskFailure => {
	if (!(error instanceof LambdaFunctionError)) return new TaskFailure('Lambda.Unknown', String(error));
	const { errorType, errorMessage, trace } = error;
	return new TaskFailure(errorType, JSON.stringify({ errorType, errorMessage, trace }));
};

/** `arn:aws:states:::lambda:invoke`: both ways through JSON, so that nothing is shared that a network would not share. */
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
