import type { Execution } from '../../client/executions.ts';

/** What an execution has done in one state, over all its visits. */
export interface StateUse {
	readonly visits: number;
	/** Attempts that failed and were followed by another one. */
	readonly retries: number;
	/** Errors that left the state by a Catch. */
	readonly caught: number;
	/** The execution has entered this state and not left it. */
	readonly isOpen: boolean;
}

export interface PathTaken {
	readonly states: ReadonlyMap<string, StateUse>;
	/** By `arrowKey`. */
	readonly arrows: ReadonlySet<string>;
	readonly hasEnded: boolean;
}

export const arrowKey = (from: string, to: string): string => JSON.stringify([from, to]);

const NOT_VISITED: StateUse = { visits: 0, retries: 0, caught: 0, isOpen: false };

/** Which states and arrows of its definition an execution has taken. */
export const pathTaken = ({ visits, endedAt }: Pick<Execution, 'visits' | 'endedAt'>): PathTaken => {
	const stateOf = new Map(visits.map(({ id, state }) => [id, state]));
	const states = new Map<string, StateUse>();
	const arrows = new Set<string>();
	for (const { state, cameFrom, exitedAt, errors, isCaught } of visits) {
		const use = states.get(state) ?? NOT_VISITED;
		states.set(state, {
			visits: use.visits + 1,
			retries: use.retries + errors.length - (isCaught ? 1 : 0),
			caught: use.caught + (isCaught ? 1 : 0),
			isOpen: use.isOpen || exitedAt === undefined,
		});
		const from = cameFrom === undefined ? undefined : stateOf.get(cameFrom);
		if (from !== undefined) arrows.add(arrowKey(from, state));
	}
	return { states, arrows, hasEnded: endedAt !== undefined };
};
