import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers the requests to one AWS service. */
export type ServiceHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

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

export type Operation = (input: Record<string, unknown>) => unknown;

/** The services refuse a larger body; the largest valid one has an input of 256 KiB, escaped as JSON. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	let bytes = 0;
	// read to its end even if it is too large, so that the connection stays usable
	for await (const chunk of request) {
		bytes += chunk.length;
		if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
	}
	if (bytes > MAX_BODY_BYTES)
		throw new AwsError('RequestEntityTooLargeException', 'the request body is too large', 413);
	return Buffer.concat(chunks).toString('utf8');
};

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
			answer = await operation(parseBody(await readBody(request)));
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
