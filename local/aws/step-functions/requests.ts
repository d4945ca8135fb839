import { z } from 'zod';
import { AwsError } from '../shared/aws-json.ts';
import { createRequestParser } from '../shared/parse-request.ts';
import { describeTooDeep, isTooDeep, MAX_STATE_DATA_BYTES } from './state-data.ts';

/** A member of a request, with the service's own words for a wrong value. */
const text = (minLength: number, maxLength: number) =>
	z
		.string()
		.min(minLength, `Member must have length greater than or equal to ${minLength}`)
		.max(maxLength, `Member must have length less than or equal to ${maxLength}`);

const arnText = text(1, 256);
const pageRequest = {
	maxResults: z
		.int('Member must be an integer')
		.min(0, 'Member must have value greater than or equal to 0')
		.max(1000, 'Member must have value less than or equal to 1000')
		.optional(),
	nextToken: text(1, 3096).optional(),
};
const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

export const startExecutionRequest = z.object({
	stateMachineArn: arnText,
	name: text(1, 80).optional(),
	input: text(0, MAX_STATE_DATA_BYTES).optional(),
});
export const executionRequest = z.object({ executionArn: arnText });
export const stopExecutionRequest = z.object({
	executionArn: arnText,
	error: text(0, 256).optional(),
	cause: text(0, 32_768).optional(),
});
export const executionHistoryRequest = z.object({
	executionArn: arnText,
	reverseOrder: z.boolean().default(false),
	includeExecutionData: z.boolean().default(true),
	...pageRequest,
});
export const stateMachineRequest = z.object({ stateMachineArn: arnText });
export const listStateMachinesRequest = z.object(pageRequest);
export const listExecutionsRequest = z.object({
	stateMachineArn: arnText,
	statusFilter: z.enum(statuses, `Member must satisfy enum value set: [${statuses.join(', ')}]`).optional(),
	...pageRequest,
});

export const parseRequest = createRequestParser('ValidationException');

/** Refuses an ARN of another service or of another type of resource; does not check whether the resource exists. */
export const assertArnOf = (resourceType: 'stateMachine' | 'execution', arn: string): void => {
	const [prefix, , service, , , type] = arn.split(':');
	if (prefix !== 'arn' || service !== 'states') {
		throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
	}
	if (type !== resourceType) {
		throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${type}'`);
	}
};

/**
 * White space, brackets, wildcards, special and control characters, and characters beyond the basic plane of Unicode.
 */
const forbiddenInNames = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\u{10000}-\u{10FFFF}]/u;

export const assertName = (name: string): void => {
	if (forbiddenInNames.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
};

/** Any JSON value is an input. Its limit counts bytes; the limit of the member above counts characters. */
export const assertExecutionInput = (input: string): void => {
	const refuse = (why: string) =>
		new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);
	if (Buffer.byteLength(input) > MAX_STATE_DATA_BYTES) {
		throw refuse(`the input is larger than ${MAX_STATE_DATA_BYTES} bytes`);
	}
	try {
		JSON.parse(input);
	} catch (error) {
		throw refuse((error as Error).message);
	}
	if (isTooDeep(input)) throw refuse(describeTooDeep);
};
