import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import querystring from 'node:querystring';
import { text } from 'node:stream/consumers';
import { AwsError, type ServiceHandler } from '../shared/aws-json.ts';
import { functionArnOf } from '../shared/names.ts';
import type { FunctionSpec } from './functions.ts';
import { LambdaFunctionError } from './lambda-function-error.ts';
import { listFunctions } from './list-functions.ts';
import type { Invoke } from './runtime.ts';

/** "Invocation payload: 1 MB asynchronous" (quotas of Lambda); the gateway keeps the 6 MB of synchronous ones. */
const MAX_EVENT_BYTES = 1024 * 1024;

const INVOKE_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const LIST_PATH = /^\/2015-03-31\/functions\/?$/;

/** Lambda's Invoke, to run a function by hand, and ListFunctions, to find it; no other operation. */
export const createLambda =
	(invoke: Invoke, specs: Readonly<Record<string, FunctionSpec>>): ServiceHandler =>
	async (request, response) => {
		const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
		if (request.method === 'GET' && LIST_PATH.test(pathname))
			return answer(response, 200, listFunctions(specs, searchParams));
		const invoked = INVOKE_PATH.exec(pathname)?.[1];
		if (request.method !== 'POST' || invoked === undefined) {
			throw new AwsError('UnknownOperationException', 'the embedded Lambda has Invoke and ListFunctions only', 404);
		}
		const name = querystring.unescape(invoked).split(':').at(-1) ?? '';
		if (!Object.hasOwn(specs, name)) {
			return answer(
				response,
				404,
				{ Message: `Function not found: ${functionArnOf(name)}` },
				'ResourceNotFoundException',
			);
		}
		const body = await text(request);
		const bytes = Buffer.byteLength(body);
		const isEvent = request.headers['x-amz-invocation-type'] === 'Event';
		if (isEvent && bytes > MAX_EVENT_BYTES) {
			const Message = `${bytes} byte payload is too large for the Event invocation type (limit ${MAX_EVENT_BYTES} bytes)`;
			return answer(response, 413, { Message }, 'RequestTooLargeException');
		}
		const payload = parse(body);
		if (!payload) {
			return answer(
				response,
				400,
				{ Message: 'Could not parse request body into json' },
				'InvalidRequestContentException',
			);
		}
		if (isEvent) {
			invoke(functionArnOf(name), payload.value).catch((error: Error) => console.error(error));
			response.setHeader('x-amzn-requestid', randomUUID());
			return answer(response, 202, null);
		}
		try {
			answer(response, 200, await invoke(functionArnOf(name), payload.value));
		} catch (error) {
			if (!(error instanceof LambdaFunctionError)) throw error;
			const { errorType, errorMessage, trace } = error;
			response.setHeader('x-amz-function-error', 'Unhandled');
			answer(response, 200, { errorType, errorMessage, trace });
		}
	};

const parse = (body: string): { readonly value: unknown } | undefined => {
	try {
		return { value: JSON.parse(body || '{}') };
	} catch {
		return undefined;
	}
};

const answer = (response: ServerResponse, statusCode: number, body: unknown, errorType?: string): void => {
	if (errorType) response.setHeader('x-amzn-errortype', errorType);
	response.writeHead(statusCode, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
};
