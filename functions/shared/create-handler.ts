import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { ServiceUnavailable, StepInputInvalid } from './errors.ts';
import { formatProblems } from './problems.ts';
import { isTransient } from './transient-errors.ts';

/** What a step's work gets beside its input: the abort signal of its time limit, its own ARN, and where to report. */
export interface Invocation {
	readonly signal: AbortSignal;
	readonly functionArn: string;
	readonly logger: Logger;
}

/** What an input is parsed with. */
type Contract<T> = z.ZodMiniType<T>;

/** Left of the function's time when a hanging call is given up: enough to log and to answer. */
const TIMEOUT_EARLY_MILLISECONDS = 1_000;

/** The one middy stack: context in every log line, input parsed once, errors logged and rethrown. */
export const createHandler = <Input, Output>(
	contract: Contract<Input>,
	work: (input: Input, invocation: Invocation) => Promise<Output>,
) => {
	const logger = new Logger({ serviceName: 'exportwatch' });

	return middy<unknown, Output>({
		timeoutEarlyInMillis: TIMEOUT_EARLY_MILLISECONDS,
		timeoutEarlyResponse: () => {
			throw new ServiceUnavailable('the step', new Error('its time was over'));
		},
	})
		.use(injectLambdaContext(logger))
		.onError(({ error }) => {
			if (isTransient(error)) logger.warn(`the step will be tried again: ${error?.message}`);
			else if (error) logger.error('the step failed', error);
		})
		.handler(async (event: unknown, { invokedFunctionArn }: Context, { signal }: { signal: AbortSignal }) =>
			work(parseInput(contract, event), { signal, functionArn: invokedFunctionArn, logger }),
		);
};

const parseInput = <Input>(contract: Contract<Input>, event: unknown): Input => {
	const parsed = contract.safeParse(event);
	if (!parsed.success) throw new StepInputInvalid(formatProblems(parsed.error));
	return parsed.data;
};
