import type { ExecutionStatus, HistoryEvent } from '@aws-sdk/client-sfn';
import { ExecutionError, ExecutionTimeoutError } from 'aws-local-stepfunctions';
import { runMachine } from './engine.ts';
import { type Failure, failureOf } from './failure.ts';
import { createEventChain, createHistory, inputData, outputData } from './history.ts';
import { createRunRecorder } from './run-recorder.ts';
import type { LoadedStateMachine } from './state-machine.ts';

/** The answer of DescribeExecution. */
export interface ExecutionDescription extends Failure {
	readonly executionArn: string;
	readonly stateMachineArn: string;
	readonly name: string;
	readonly status: ExecutionStatus;
	readonly startDate: Date;
	readonly stopDate?: Date;
	readonly input: string;
	readonly inputDetails: { readonly included: true };
	readonly output?: string;
	readonly outputDetails?: { readonly included: true };
	readonly redriveCount: 0;
	readonly redriveStatus: 'NOT_REDRIVABLE';
	readonly redriveStatusReason: string;
}

export interface Execution {
	/** Counts the executions in the order of their start, from 1. */
	readonly sequence: number;
	readonly status: ExecutionStatus;
	readonly events: readonly HistoryEvent[];
	readonly describe: () => ExecutionDescription;
	/** Begins the first state. */
	readonly run: () => void;
	/** Ends the execution as ABORTED, unless it has ended already; returns when it ended. */
	readonly stop: (failure: Failure) => Date;
	/** Resolves when the execution has ended, with whatever status. */
	readonly ended: Promise<void>;
}

interface End extends Failure {
	readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
	readonly output?: string;
	readonly stopDate: Date;
}

/** The engine cannot begin at the state that failed, so nothing can be redriven here that AWS could redrive. */
const redriveOf = (status: ExecutionStatus) =>
	({
		redriveStatus: 'NOT_REDRIVABLE',
		redriveStatusReason:
			status === 'RUNNING' || status === 'SUCCEEDED'
				? `Execution is ${status} and cannot be redriven`
				: `Execution is ${status}, but the embedded AWS has no RedriveExecution: start a new execution`,
	}) as const;

export const createExecution = (
	stateMachine: LoadedStateMachine,
	identity: { readonly executionArn: string; readonly name: string; readonly input: string; readonly sequence: number },
	now: () => Date,
	onStatusChange: (description: ExecutionDescription) => void,
): Execution => {
	const { executionArn, name, input, sequence } = identity;
	const { stateMachineArn, roleArn } = stateMachine;
	const startDate = now();
	const history = createHistory(now);
	const ended = Promise.withResolvers<void>();
	let end: End | undefined;
	let abort = () => {};

	const describe = (): ExecutionDescription => {
		const status = end?.status ?? 'RUNNING';
		return {
			executionArn,
			stateMachineArn,
			name,
			startDate,
			input,
			inputDetails: { included: true },
			...end,
			...(end?.output !== undefined && { outputDetails: { included: true } }),
			status,
			redriveCount: 0,
			...redriveOf(status),
		};
	};

	const finish = (outcome: Omit<End, 'stopDate'>, recordEnd: () => void): void => {
		if (end) return;
		end = { ...outcome, stopDate: now() };
		recordEnd();
		ended.resolve();
		onStatusChange(describe());
	};

	const run = (): void => {
		onStatusChange(describe());
		const chain = createEventChain(history, 0);
		history.append('ExecutionStarted', 0, { executionStartedEventDetails: { ...inputData(input), roleArn } });
		const context = {
			Execution: { Id: executionArn, Name: name, RoleArn: roleArn },
			StateMachine: { Id: stateMachineArn, Name: stateMachine.name },
		};
		const recording = { history, resourceOf: stateMachine.resourceOf };
		const running = runMachine(stateMachine.machine, JSON.parse(input), context, (root) =>
			createRunRecorder(recording, root, chain),
		);
		abort = running.abort;

		running.result.then(
			(result) => {
				const output = JSON.stringify(result);
				finish({ status: 'SUCCEEDED', output }, () =>
					chain.record('ExecutionSucceeded', { executionSucceededEventDetails: outputData(output) }),
				);
			},
			(error: Error) => {
				if (error instanceof ExecutionTimeoutError) {
					finish({ status: 'TIMED_OUT' }, () =>
						history.append('ExecutionTimedOut', 0, { executionTimedOutEventDetails: {} }),
					);
					return;
				}
				const failure = failureOf(error instanceof ExecutionError ? (error.cause as Error) : error);
				finish({ status: 'FAILED', ...failure }, () =>
					chain.record('ExecutionFailed', { executionFailedEventDetails: failure }),
				);
			},
		);
	};

	const stop = (failure: Failure): Date => {
		finish({ status: 'ABORTED', ...failure }, () =>
			history.append('ExecutionAborted', 0, { executionAbortedEventDetails: failure }),
		);
		abort();
		return end?.stopDate as Date;
	};

	return {
		sequence,
		get status() {
			return end?.status ?? 'RUNNING';
		},
		events: history.events,
		describe,
		run,
		stop,
		ended: ended.promise,
	};
};
