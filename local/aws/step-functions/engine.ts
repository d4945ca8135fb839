import { ExecutionError, type RunOptions, StateMachine } from 'aws-local-stepfunctions';
import type { States } from '#statemachine/asl.ts';
import { TaskFailure } from './task-resource.ts';
import { finishTexts } from './text-intrinsics.ts';

/** A run: the machine itself, one branch of a Parallel or one iteration of a Map. */
export interface EngineRun {
	readonly states: States;
	/** Aborts when the execution ends early, and when the Parallel or Map around this run fails. */
	readonly signal: AbortSignal;
}

/** Gets the events of one run at the moment when they happen. */
export interface RunObserver {
	/** A branch or an iteration begins inside the current state; throws when that state is not waiting for it. */
	readonly startInner: (run: EngineRun) => RunObserver;
	readonly runTask: (stateName: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
	readonly stateEntered: (stateName: string, input: unknown) => void;
	readonly stateExited: (output: unknown) => void;
	/** One attempt at the state failed; a retry, a catch or the end of the run follows. */
	readonly stateFailed: (error: Error) => void;
	readonly stateRetried: () => void;
	readonly stateCaught: () => void;
	readonly succeeded: () => void;
	readonly failed: () => void;
}

interface ObservedRunOptions extends RunOptions {
	readonly startObserver: (run: EngineRun) => RunObserver;
}

/** The part of the engine's private `execute` that we rely on. */
interface Engine {
	readonly definition: { readonly States: States; readonly ProcessorConfig?: { readonly Mode?: string } };
	execute(input: unknown, options: EngineOptions, cleanUp: () => void): Promise<unknown>;
}
interface EngineOptions {
	readonly runOptions: ObservedRunOptions;
	readonly abortSignal: AbortSignal;
	readonly eventLogger: unknown;
}

/**
 * The engine's public stream of events is not enough for a history: branches and iterations forward their events
 * through microtasks, and those that have not arrived when the outer run ends are lost. The events also do not say for
 * which branch or iteration a task handler was called. So we replace the one method that starts every run, inner runs
 * included, and give each run its own observer and its own task handlers. The version of the engine is pinned.
 */
const engine = StateMachine.prototype as unknown as Engine;
const execute = engine.execute;
if (typeof execute !== 'function') throw new Error('aws-local-stepfunctions has no StateMachine.execute to observe');

engine.execute = async function (input, options, cleanUp) {
	const { runOptions, abortSignal: signal } = options;
	const { States: states, ProcessorConfig } = this.definition;
	const observer = runOptions.startObserver({ states, signal });
	const observedOptions = {
		...options,
		runOptions: {
			...runOptions,
			startObserver: observer.startInner,
			// every Task of the run, because the engine calls the real Lambda service for a Task without a handler
			overrides: { taskResourceLocalHandlers: taskHandlers(states, observer) },
		},
		eventLogger: toEventLogger(observer, signal),
	};
	try {
		// an ItemSelector has made the input of an iteration
		return await execute.call(this, finishTexts(input), observedOptions, cleanUp);
	} catch (error) {
		throw ProcessorConfig?.Mode === 'DISTRIBUTED' ? toleratedFailuresExceeded() : error;
	}
};

/** A Distributed Map does not say how its child failed. */
const toleratedFailuresExceeded = (): ExecutionError => {
	const error = new TaskFailure(
		'States.ExceedToleratedFailureThreshold',
		'The specified tolerated failure threshold was exceeded',
	);
	// declared as an error of the engine's own, of which it needs name and message only
	return new ExecutionError(error as ConstructorParameters<typeof ExecutionError>[0] & TaskFailure);
};

const taskHandlers = (states: States, observer: RunObserver) =>
	Object.fromEntries(
		Object.entries(states)
			.filter(([, state]) => state.Type === 'Task')
			.map(([stateName]) => {
				const handler = (parameters: unknown) => {
					const result = Promise.try(() =>
						observer.runTask(stateName, finishTexts(parameters) as Record<string, unknown>),
					);
					// the engine drops the promise if it cannot read the state's timeout
					result.catch(() => {});
					return result as Promise<null>;
				};
				return [stateName, handler];
			}),
	);

/** The engine's logger; it ignores the events of an aborted run. */
const toEventLogger = (observer: RunObserver, signal: AbortSignal) => {
	const whileRunning = (report: () => void) => {
		if (!signal.aborted) report();
	};
	return {
		dispatchStateEnteredEvent: (stateName: string, _type: string, input: unknown) =>
			whileRunning(() => observer.stateEntered(stateName, input)),
		dispatchStateExitedEvent: (_stateName: string, _type: string, _input: unknown, output: unknown) =>
			whileRunning(() => observer.stateExited(finishTexts(output))),
		dispatchStateFailedEvent: (_stateName: string, _type: string, _input: unknown, error: Error) =>
			whileRunning(() => observer.stateFailed(error)),
		dispatchStateRetriedEvent: () => whileRunning(observer.stateRetried),
		dispatchStateCaughtEvent: () => whileRunning(observer.stateCaught),
		dispatchExecutionSucceededEvent: () => whileRunning(observer.succeeded),
		dispatchExecutionFailedEvent: () => whileRunning(observer.failed),
		dispatchExecutionStartedEvent: () => {},
		forwardNestedMapEvent: () => {},
		forwardNestedParallelEvent: () => {},
	};
};

/** Runs the machine under the observer that `startObserver` returns. */
export const runMachine = (
	machine: StateMachine,
	input: unknown,
	context: Readonly<Record<string, unknown>>,
	startObserver: (run: EngineRun) => RunObserver,
): { readonly result: Promise<unknown>; readonly abort: () => void } => {
	const options: ObservedRunOptions = { context, startObserver };
	return machine.run(input as Parameters<StateMachine['run']>[0], options);
};
