import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { type Definition, type State, statesOf } from '#statemachine/asl.ts';

type Transitions = State & { readonly Default?: string; readonly Choices?: readonly { readonly Next?: string }[] };

/** Notes where executions of a machine go, and says in the end where none has gone. */
export const createWalk = (definition: Definition) => {
	const walkedStates = new Set<string>();
	const walkedEdges = new Set<string>();
	const states = [...statesOf(definition)].map(({ name, state }) => [name, state as Transitions] as const);

	return {
		note: (events: readonly HistoryEvent[]): void => {
			for (const event of events) {
				const entered = event.stateEnteredEventDetails?.name;
				if (!entered) continue;
				walkedStates.add(entered);
				const before = events.find(({ id }) => id === event.previousEventId);
				if (before?.type === 'ChoiceStateExited')
					walkedEdges.add(`${before.stateExitedEventDetails?.name} → ${entered}`);
			}
		},
		missedStates: (): string[] => states.map(([name]) => name).filter((name) => !walkedStates.has(name)),
		missedEdges: (): string[] =>
			states
				.flatMap(([name, { Choices = [], Default }]) =>
					[...Choices.map(({ Next }) => Next), ...(Default ? [Default] : [])].map((next) => `${name} → ${next}`),
				)
				.filter((edge) => !walkedEdges.has(edge)),
	};
};
