import { describe, expect, it } from 'vitest';
import type { StateVisit } from '../../../client/executions.ts';
import { arrowKey, pathTaken } from '../../../console/graph/path-taken.ts';

const AT = '2026-03-01T02:00:00.000Z';
const ERROR = { at: AT, error: 'ServiceThrottled' };
const visitOf = (partial: Partial<StateVisit>): StateVisit => ({
	id: 1,
	state: 'Poll',
	type: 'Task',
	enteredAt: AT,
	exitedAt: AT,
	errors: [],
	isCaught: false,
	...partial,
});

describe('the path that an execution took', () => {
	it('counts the visits of a state and knows the arrows between states', () => {
		const visits = [
			visitOf({ id: 1 }),
			visitOf({ id: 2, state: 'Wait', cameFrom: 1 }),
			visitOf({ id: 3, cameFrom: 2 }),
		];
		const { states, arrows } = pathTaken({ visits });
		expect(states.get('Poll')).toEqual({ visits: 2, retries: 0, caught: 0, isOpen: false });
		expect([...arrows]).toEqual([arrowKey('Poll', 'Wait'), arrowKey('Wait', 'Poll')]);
	});

	it('distinguishes attempts that were retried from an error that was caught', () => {
		const { states } = pathTaken({
			visits: [
				visitOf({ errors: [ERROR, ERROR] }),
				visitOf({ id: 2, state: 'Record', errors: [ERROR, ERROR, ERROR], isCaught: true }),
			],
		});
		expect(states.get('Poll')).toMatchObject({ retries: 2, caught: 0 });
		expect(states.get('Record')).toMatchObject({ retries: 2, caught: 1 });
	});

	it('ends in the states that were not left', () => {
		const { exitedAt: _left, ...open } = visitOf({});
		expect(pathTaken({ visits: [open] })).toMatchObject({ hasEnded: false });
		const path = pathTaken({ visits: [open], endedAt: AT });
		expect(path.hasEnded).toBe(true);
		expect(path.states.get('Poll')?.isOpen).toBe(true);
	});
});
