import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** A request of a client. The gateway has received its body, within the limit of the service. */
export type ServiceRequest = Readable & Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'socket'>;

/** Answers the requests to one AWS service. */
export type ServiceHandler = (request: ServiceRequest, response: ServerResponse) => Promise<void> | void;

/** An error answer of a service; clients match its `code`. */
export class AwsError extends Error {
	override readonly name = 'AwsError';
	readonly code: string;
	readonly statusCode: number;

	constructor(code: string, message: string, statusCode = 400) {
		super(message);
		this.code = code;
		this.statusCode = statusCode;
	}
}

/** Whether the client speaks the Query protocol, with a form in and XML out. */
export const isQueryProtocol = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
	headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;

/** Gets the request and the access key that signed it, which says who calls. */
export type Operation = (input: Record<string, unknown>, accessKeyId: string) => unknown;

/** `AWS4-HMAC-SHA256 Credential=<access key>/<date>/…`; empty for a request without one. */
const readAccessKeyId = (authorization = ''): string => /Credential=([^/\s]+)\//.exec(authorization)?.[1] ?? '';

const parseBody = (body: string): Record<string, unknown> => {
	let value: unknown;
	try {
		value = JSON.parse(body === '' ? '{}' : body);
	} catch {
		throw new AwsError('SerializationException', 'the request body is not valid JSON');
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new AwsError('SerializationException', 'the request body must be a JSON object');
	}
	return value as Record<string, unknown>;
};

/**
 * A service with the AWS JSON protocol 1.0 or 1.1: `POST /`, the operation in `x-amz-target`, errors as
 * `{"__type", "message"}`, dates as epoch seconds.
 */
export const createAwsJsonService = (service: {
	readonly targetPrefix: string;
	readonly version: '1.0' | '1.1';
	readonly operations: Readonly<Record<string, Operation>>;
}): ServiceHandler => {
	const { targetPrefix, version, operations } = service;

	const findOperation = (target: string): Operation => {
		const [prefix, name] = target.split('.');
		const operation = prefix === targetPrefix && name && Object.hasOwn(operations, name) ? operations[name] : undefined;
		if (!operation)
			throw new AwsError('UnknownOperationException', `the embedded AWS has no operation ${JSON.stringify(target)}`);
		return operation;
	};

	return async (request, response) => {
		let statusCode = 200;
		let answer: unknown;
		try {
			const operation = findOperation(String(request.headers['x-amz-target'] ?? ''));
			answer = await operation(parseBody(await text(request)), readAccessKeyId(request.headers.authorization));
		} catch (error) {
			const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
			if (known !== error) console.error(error);
			statusCode = known.statusCode;
			answer = { __type: known.code, message: known.message };
		}
		response.writeHead(statusCode, {
			'content-type': `application/x-amz-json-${version}`,
			'x-amzn-requestid': randomUUID(),
		});
		response.end(JSON.stringify(answer ?? {}, datesAsEpochSeconds));
	};
};

function datesAsEpochSeconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
	const raw = this[key];
	return raw instanceof Date ? raw.getTime() / 1000 : value;
}
