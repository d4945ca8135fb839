import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { SERVICE_NAME } from '#contracts/vocabulary.ts';
import { ServiceUnavailable, StepInputInvalid } from './errors.ts';
import { formatProblems } from './problems.ts';
import { cutToCharacters } from './text.ts';
import { isTransient } from './transient-errors.ts';

export interface Invocation {
	/** Aborts shortly before the function's timeout. */
	readonly signal: AbortSignal;
	readonly functionArn: string;
	readonly logger: Logger;
}

/** Time before the function's timeout at which a hanging call is aborted: enough to log and to answer. */
const TIMEOUT_EARLY_MILLISECONDS = 1_000;

/**
 * The error becomes JSON in a `Cause`, which has at most 32,768 characters and is no JSON any more if it is cut. In JSON a
 * character takes up to six: 4,000 × 6 < 32,768.
 */
const MAX_MESSAGE_CHARACTERS = 4_000;
/** Of a line in the log. */
const MAX_STACK_CHARACTERS = 4_000;
/** Of the `Error` of a state in Step Functions. A service can name its error as it likes. */
const MAX_NAME_CHARACTERS = 256;

/** Wraps the work of a step: parses its input, adds the context to every log line, logs errors and rethrows them. */
export const createHandler = <Input, Output>(
	contract: z.ZodMiniType<Input>,
	work: (input: Input, invocation: Invocation) => Promise<Output>,
) => {
	const logger = new Logger({ serviceName: SERVICE_NAME });

	return middy<unknown, Output>({
		timeoutEarlyInMillis: TIMEOUT_EARLY_MILLISECONDS,
		timeoutEarlyResponse: () => {
			throw new ServiceUnavailable('the step', new Error('its time was up'));
		},
	})
		.use(injectLambdaContext(logger))
		.onError(({ error }) => {
			if (!error) return;
			shortenError(error);
			// The name stands where it stands for other errors: the alarms do not count those that are throttled.
			if (isTransient(error))
				logger.warn(`the step will be retried: ${error.message}`, { error: { name: error.name } });
			else logger.error('the step failed', error);
			// Whoever reads a cause does not look for the lines of a bundle: those are in the log.
			Object.defineProperty(error, 'stack', { value: undefined });
		})
		.handler(async (event: unknown, { invokedFunctionArn }: Context, { signal }: { signal: AbortSignal }) =>
			work(parseInput(contract, event), { signal, functionArn: invokedFunctionArn, logger }),
		);
};

/** The stack begins with name and message, so of long ones only the frames are kept. */
const shortenError = (error: Error): void => {
	const { message, stack = '' } = error;
	const name = cutToCharacters(error.name.toWellFormed(), MAX_NAME_CHARACTERS);
	if (message.length <= MAX_MESSAGE_CHARACTERS && stack.length <= MAX_STACK_CHARACTERS && name === error.name) return;
	const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
	Object.defineProperties(error, {
		name: { value: name },
		message: { value: cutToCharacters(message.toWellFormed(), MAX_MESSAGE_CHARACTERS) },
		stack: { value: [name, ...frames].join('\n').slice(0, MAX_STACK_CHARACTERS) },
	});
};

const parseInput = <Input>(contract: z.ZodMiniType<Input>, event: unknown): Input => {
	const parsed = contract.safeParse(event, { reportInput: true });
	if (!parsed.success) throw new StepInputInvalid(formatProblems(parsed.error));
	return parsed.data;
};
