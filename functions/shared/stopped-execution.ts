import * as z from 'zod/mini';
import { failStates } from '#contracts/vocabulary.ts';
import type { CaughtError } from '#contracts/watch.ts';

/** The event `Step Functions Execution Status Change`, of which nothing else is believed. */
export const executionEvent = z.object({ detail: z.object({ executionArn: z.string() }) });

/** What DescribeExecution says of an execution, as far as it is needed. */
export interface DescribedExecution {
	readonly name?: string | undefined;
	readonly status?: string | undefined;
	readonly startDate?: Date | undefined;
	readonly input?: string | undefined;
	readonly error?: string | undefined;
	readonly cause?: string | undefined;
}

/** An execution that ended without its workflow's own word. */
export interface StoppedExecution {
	readonly executionArn: string;
	readonly name: string;
	readonly startedAt: string;
	readonly input: unknown;
	/** How it ended, under the name of a stop or under that of the error that failed it. */
	readonly error: CaughtError;
}

interface Dependencies {
	readonly workflow: keyof typeof failStates;
	readonly stateMachineArn: string;
	/** The name of the error of an execution that somebody stopped, or that timed out. */
	readonly stopped: string;
	/** Undefined if Step Functions does not know the execution. */
	readonly describeExecution: (executionArn: string) => Promise<DescribedExecution | undefined>;
}

/** The execution, or why nothing has to be said of it. */
export const readStoppedExecution = async (
	executionArn: string,
	{ workflow, stateMachineArn, stopped, describeExecution }: Dependencies,
): Promise<StoppedExecution | { readonly nothing: string }> => {
	if (!executionArn.startsWith(`${stateMachineArn.replace(':stateMachine:', ':execution:')}:`)) {
		return { nothing: `the execution is not one of ${workflow}` };
	}
	const execution = await describeExecution(executionArn);
	const { name = '', status = 'unknown', startDate = new Date(0), input = 'null', error, cause } = execution ?? {};
	const how = howStopped[status];
	if (how === undefined) return { nothing: `the execution is ${status}, so it was not stopped` };
	const hasFailed = status === 'FAILED';
	if (hasFailed && failStates[workflow].some((own) => own === error)) {
		return { nothing: `the execution ended in ${error}, which reports it` };
	}
	const details = hasFailed ? [cause] : [error, cause];
	return {
		executionArn,
		name,
		startedAt: startDate.toISOString(),
		input: JSON.parse(input),
		error: { Error: hasFailed && error ? error : stopped, Cause: [how, ...details].filter(Boolean).join(': ') },
	};
};

const howStopped: Readonly<Record<string, string>> = {
	ABORTED: 'the execution was stopped',
	TIMED_OUT: 'the execution timed out',
	FAILED: 'the execution failed by itself',
};
