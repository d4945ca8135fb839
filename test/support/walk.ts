import type { HistoryEvent } from '@aws-sdk/client-sfn';

interface State {
	readonly Type: string;
	readonly Default?: string;
	readonly Choices?: readonly { readonly Next?: string }[];
	readonly Branches?: readonly Machine[];
	readonly ItemProcessor?: Machine;
}
export interface Machine {
	readonly States: Readonly<Record<string, State>>;
}

const allStates = ({ States }: Machine): [string, State][] =>
	Object.entries(States).flatMap(([name, state]) => [
		[name, state] as [string, State],
		...(state.Branches ?? []).flatMap(allStates),
		...(state.ItemProcessor ? allStates(state.ItemProcessor) : []),
	]);

/** Notes where executions of a machine go, and says in the end where none has gone. */
export const createWalk = (machine: Machine) => {
	const walkedStates = new Set<string>();
	const walkedEdges = new Set<string>();
	const states = allStates(machine);

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
