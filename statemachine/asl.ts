export type StateType = 'Task' | 'Parallel' | 'Map' | 'Pass' | 'Wait' | 'Choice' | 'Succeed' | 'Fail';

/** A state as the definition writes it: `Type` is known, every other field is looked at where it matters. */
export type State = { readonly Type: StateType; readonly [field: string]: unknown };
export type States = Readonly<Record<string, State>>;

/** A machine, a branch of a Parallel or the iterator of a Map. */
export type Definition = { readonly States: States; readonly [field: string]: unknown };

/** The definitions inside a state: the branches of a Parallel, the iterator of a Map, nothing elsewhere. */
export const innerDefinitions = (state: State): readonly Definition[] => {
	if (state.Type === 'Parallel') return state.Branches as Definition[];
	if (state.Type === 'Map') return [(state.ItemProcessor ?? state.Iterator) as Definition];
	return [];
};

export interface NamedState {
	readonly name: string;
	readonly state: State;
	/** Inside a Parallel or a Map, however deep. */
	readonly isNested: boolean;
}

/** Every state of the definition, nested ones after the state that holds them. */
export function* statesOf(definition: Definition, isNested = false): Generator<NamedState> {
	for (const [name, state] of Object.entries(definition.States)) {
		yield { name, state, isNested };
		for (const inner of innerDefinitions(state)) yield* statesOf(inner, true);
	}
}
