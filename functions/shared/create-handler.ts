import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { ServiceUnavailable, StepInputInvalid } from './errors.ts';
import { isTransient } from './transient-errors.ts';

/** What a step's work gets beside its input: the abort signal of its time limit, its own ARN, and where to report. */
export interface Invocation {
	readonly signal: AbortSignal;
	readonly functionArn: string;
	readonly logger: Logger;
	readonly metrics: Metrics;
}

/** Left of the function's time when a hanging call is given up: enough to log and to answer. */
const TIMEOUT_EARLY_MILLISECONDS = 1_000;

/** The one middy stack: context in every log line, input parsed once, metrics flushed, errors logged and rethrown. */
export const createHandler = <Input, Output>(
	contract: z.ZodType<Input>,
	work: (input: Input, invocation: Invocation) => Promise<Output>,
) => {
	const logger = new Logger({ serviceName: 'exportwatch' });
	const metrics = new Metrics({ namespace: 'Exportwatch', serviceName: 'exportwatch' });
	const flushMetrics = () => {
		if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
	};

	return middy<unknown, Output>({
		timeoutEarlyInMillis: TIMEOUT_EARLY_MILLISECONDS,
		timeoutEarlyResponse: () => {
			throw new ServiceUnavailable('the step', new Error('its time was over'));
		},
	})
		.use(injectLambdaContext(logger))
		.after(flushMetrics)
		.onError(({ error }) => {
			if (isTransient(error)) logger.warn(`the step will be tried again: ${error?.message}`);
			else if (error) logger.error('the step failed', error);
			flushMetrics();
		})
		.handler(async (event: unknown, { invokedFunctionArn }: Context, { signal }: { signal: AbortSignal }) =>
			work(parseInput(contract, event), { signal, functionArn: invokedFunctionArn, logger, metrics }),
		);
};

const parseInput = <Input>(contract: z.ZodType<Input>, event: unknown): Input => {
	const parsed = contract.safeParse(event);
	if (!parsed.success) throw new StepInputInvalid(z.prettifyError(parsed.error));
	return parsed.data;
};
