import { TerminalError } from './failure.ts';
import { TaskFailure } from './task-resource.ts';

/** The service's limit for the input or output of a task, a state or an execution, in UTF-8. */
export const MAX_STATE_DATA_BYTES = 256 * 1024;

/** The engine walks the data by recursion and has no stack for some 3,000 levels; the service's limit is not published. */
const MAX_NESTING_LEVELS = 1500;

export const describeTooDeep = `the JSON is nested more than ${MAX_NESTING_LEVELS} levels deep, which the embedded engine cannot run`;

/** Whether the text of a JSON value has too many brackets within brackets. */
export const isTooDeep = (json: string): boolean => {
	let level = 0;
	return [...json.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)].some(([token]) => {
		if (token === '[' || token === '{') level += 1;
		else if (token === ']' || token === '}') level -= 1;
		return level > MAX_NESTING_LEVELS;
	});
};

const isTooLarge = (json: string): boolean => Buffer.byteLength(json) > MAX_STATE_DATA_BYTES;

const describeTooLarge = (stateOrTask: string): string =>
	`The state/task '${stateOrTask}' returned a result with a size exceeding the maximum number of bytes service limit.`;

/**
 * The result of a task as JSON.
 *
 * @throws TaskFailure States.DataLimitExceeded, which a Catch of the Task matches like any other error
 * @throws TerminalError States.Runtime for a result that is nested too deep
 */
export const toTaskResult = (task: string, result: unknown): string => {
	// a function that returns nothing answers null on AWS too
	const json = JSON.stringify(result ?? null);
	if (isTooLarge(json)) throw new TaskFailure('States.DataLimitExceeded', describeTooLarge(task));
	if (isTooDeep(json)) throw new TerminalError('States.Runtime', describeTooDeep);
	return json;
};

/**
 * The output of a state as JSON.
 *
 * @throws TerminalError States.DataLimitExceeded
 */
export const toStateOutput = (state: string, output: unknown): string => {
	const json = JSON.stringify(output);
	if (isTooLarge(json)) throw new TerminalError('States.DataLimitExceeded', describeTooLarge(state));
	return json;
};
