import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { FunctionSettings } from '#functions/shared/function-settings.ts';
import { functionArnOf } from '../shared/names.ts';
import { withCredentialsOf } from './function-credentials.ts';
import type { FunctionSpec, Handler } from './functions.ts';
import { LambdaFunctionError } from './lambda-function-error.ts';

/**
 * Invokes a function by its ARN, with JSON in and out; rejects with `LambdaFunctionError` for an error of the handler.
 */
export type Invoke = (functionArn: string, payload: unknown) => Promise<unknown>;

/** Loads every function with its own environment, and returns the function that invokes them. */
export const createLambdaRuntime = async (specs: Readonly<Record<string, FunctionSpec>>): Promise<Invoke> => {
	const functions = new Map<string, (payload: unknown) => Promise<unknown>>();
	for (const [name, spec] of Object.entries(specs)) {
		const handler = await loadHandler(name, spec);
		functions.set(functionArnOf(name), (payload) =>
			withCredentialsOf(name, () => handler(payload, contextOf(name, spec.settings))),
		);
	}

	return async (functionArn, payload) => {
		const call = functions.get(functionArn);
		if (!call) throw failed('Lambda.ResourceNotFoundException', `Function not found: ${functionArn}`, []);
		try {
			return asJson(await call(asJson(payload)));
		} catch (error) {
			if (!(error instanceof Error)) throw failed('Error', String(error), []);
			throw failed(error.name, error.message, (error.stack ?? '').split('\n').slice(1));
		}
	};
};

/**
 * Sets the environment while the handler is loaded, because handlers read it then: no function sees another's
 * variables.
 */
const loadHandler = async (name: string, { load, environment }: FunctionSpec): Promise<Handler> => {
	Object.assign(process.env, environment);
	try {
		const { handler } = await load();
		if (typeof handler !== 'function') throw new Error(`the function ${name} exports no handler`);
		return handler as Handler;
	} finally {
		for (const key of Object.keys(environment)) delete process.env[key];
	}
};

const contextOf = (name: string, { timeoutSeconds, memoryMegabytes }: FunctionSettings): Context => {
	const deadline = performance.now() + timeoutSeconds * 1000;
	const unused = () => {
		throw new Error('callback-style handlers are not supported');
	};
	return {
		functionName: name,
		functionVersion: '$LATEST',
		invokedFunctionArn: functionArnOf(name),
		memoryLimitInMB: String(memoryMegabytes),
		awsRequestId: randomUUID(),
		logGroupName: `/aws/lambda/${name}`,
		logStreamName: 'embedded',
		callbackWaitsForEmptyEventLoop: false,
		getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
		done: unused,
		fail: unused,
		succeed: unused,
	};
};

const failed = (errorType: string, errorMessage: string, trace: string[]): LambdaFunctionError =>
	new LambdaFunctionError(errorType, errorMessage, trace);

const asJson = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
