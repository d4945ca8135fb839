import { innerDefinitions, type State } from '#statemachine/asl.ts';
import { type ContainerAttempt, startContainerAttempt } from './container-attempt.ts';
import type { EngineRun, RunObserver } from './engine.ts';
import { removeAddedText } from './failure.ts';
import { type EventChain, type History, inputData, outputData } from './history.ts';
import { countMapItems } from './map-items.ts';
import { toStateOutput } from './state-data.ts';
import { startTaskAttempt, type TaskAttempt } from './task-attempt.ts';
import type { TaskResource } from './task-resource.ts';

/** Shared by all runs of one execution. */
export interface Recording {
	readonly history: History;
	readonly resourceOf: (state: State) => TaskResource;
}

interface CurrentState {
	readonly name: string;
	readonly state: State;
	readonly input: unknown;
	/** False from the failure of an attempt until it is retried. */
	isAttempting: boolean;
	container?: ContainerAttempt | undefined;
	task?: TaskAttempt;
}

/** The service has a `…StateAborted` event for these types only; the others take no time. */
const abortableTypes: readonly string[] = ['Task', 'Wait', 'Parallel', 'Map'];

/** Writes the events of one run into the history, with the order and the names that the service gives them. */
export const createRunRecorder = (
	recording: Recording,
	run: EngineRun,
	chain: EventChain,
	ended: (hasSucceeded: boolean) => void = () => {},
): RunObserver & { readonly recordAborted: (previousEventId: number) => void } => {
	const { history, resourceOf } = recording;
	let current: CurrentState;

	const openContainer = (): ContainerAttempt => {
		const { name, state, input } = current;
		const type = state.Type as 'Parallel' | 'Map';
		current.container ??= startContainerAttempt(history, chain, { type, name, length: countMapItems(state, input) });
		return current.container;
	};

	const recordFailedContainer = () => {
		if (current.container && !current.isAttempting) chain.record(`${current.state.Type}StateFailed`);
	};

	return {
		startInner: (innerRun) => {
			run.signal.throwIfAborted();
			// iterations that were waiting when their Map failed still start, even after the run has left that state
			const isExpected = innerDefinitions(current.state).some(({ States }) => States === innerRun.states);
			if (!current.isAttempting || !isExpected) throw new Error(`nothing waits for a run inside ${current.name}`);
			const inner = openContainer().startInner((previousEventId) => recorder.recordAborted(previousEventId));
			const recorder = createRunRecorder(recording, innerRun, inner.chain, inner.ended);
			return recorder;
		},

		runTask: async (stateName, parameters) => {
			// the engine retries a Task even after its run was aborted
			run.signal.throwIfAborted();
			const state = run.states[stateName] as State;
			current.task = startTaskAttempt(chain, state, resourceOf(state), parameters, run.signal);
			return current.task.result;
		},

		stateEntered: (name, input) => {
			const state = run.states[name] as State;
			current = { name, state, input, isAttempting: true };
			chain.record(`${state.Type}StateEntered`, {
				stateEnteredEventDetails: { name, ...inputData(JSON.stringify(input)) },
			});
		},

		stateExited: (output) => {
			const { name, state, isAttempting } = current;
			const data = toStateOutput(name, output);
			if (isAttempting && innerDefinitions(state).length > 0) openContainer().succeed();
			chain.record(`${state.Type}StateExited`, { stateExitedEventDetails: { name, ...outputData(data) } });
		},

		stateFailed: (error) => {
			removeAddedText(error, current.state);
			current.isAttempting = false;
			current.task?.giveUp(error);
			current.container?.giveUp();
		},

		stateRetried: () => {
			current.isAttempting = true;
			current.container = undefined;
		},

		stateCaught: recordFailedContainer,

		succeeded: () => ended(true),

		failed: () => {
			recordFailedContainer();
			ended(false);
		},

		recordAborted: (previousEventId) => {
			current.container?.recordAborted(previousEventId);
			const { Type } = current.state;
			if (abortableTypes.includes(Type)) history.append(`${Type}StateAborted`, previousEventId);
		},
	};
};
