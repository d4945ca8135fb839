import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { SERVICE_NAME } from '#contracts/vocabulary.ts';
import { ServiceUnavailable, StepInputInvalid } from './errors.ts';
import { formatProblems } from './problems.ts';
import { isTransient } from './transient-errors.ts';

export interface Invocation {
	/** Aborts shortly before the function's timeout. */
	readonly signal: AbortSignal;
	readonly functionArn: string;
	readonly logger: Logger;
}

/** Time before the function's timeout at which a hanging call is aborted: enough to log and to answer. */
const TIMEOUT_EARLY_MILLISECONDS = 1_000;

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
			if (isTransient(error)) logger.warn(`the step will be retried: ${error?.message}`);
			else if (error) logger.error('the step failed', error);
		})
		.handler(async (event: unknown, { invokedFunctionArn }: Context, { signal }: { signal: AbortSignal }) =>
			work(parseInput(contract, event), { signal, functionArn: invokedFunctionArn, logger }),
		);
};

const parseInput = <Input>(contract: z.ZodMiniType<Input>, event: unknown): Input => {
	const parsed = contract.safeParse(event);
	if (!parsed.success) throw new StepInputInvalid(formatProblems(parsed.error));
	return parsed.data;
};
