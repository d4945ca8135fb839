import type { ExecutionStatus } from '@aws-sdk/client-sfn';
import type { StartedBy } from './started-by.ts';

/** What was read of so many executions is kept; a console may run for months. */
export const MAX_KEPT_EXECUTIONS = 50;

/** An execution of any of our state machines, with the states that it visited. Times are ISO 8601 in UTC. */
export interface Execution {
	readonly executionArn: string;
	readonly stateMachineArn: string;
	readonly name: string;
	readonly status: ExecutionStatus;
	readonly startedAt: string;
	readonly startedBy: StartedBy;
	readonly endedAt?: string;
	/** JSON. */
	readonly input: string;
	/** JSON. */
	readonly output?: string;
	readonly error?: string;
	readonly cause?: string;
	/** In the order in which they were entered. */
	readonly visits: readonly StateVisit[];
}

/** One visit of a state. */
export interface StateVisit {
	/** Of the event with which the visit began. */
	readonly id: number;
	readonly state: string;
	readonly type: string;
	/** The visit from which the execution came; in the first state of a branch or an iteration, that of its Parallel or Map. */
	readonly cameFrom?: number;
	readonly enteredAt: string;
	/** Missing in the current state, and where the execution ended. */
	readonly exitedAt?: string;
	/** JSON. */
	readonly input?: string;
	/** JSON. */
	readonly output?: string;
	/** The execution that a `startExecution` Task started. */
	readonly childExecutionArn?: string;
	/** Of a Distributed Map. */
	readonly mapRunArn?: string;
	/** The attempts that failed. A later attempt succeeded if `isCaught` is false and the visit has an end. */
	readonly errors: readonly StateError[];
	/** The last error was not retried, but caught. */
	readonly isCaught: boolean;
}

export interface StateError {
	readonly at: string;
	readonly error: string;
	readonly cause?: string;
}
