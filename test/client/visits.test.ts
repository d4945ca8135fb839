import { describe, expect, it } from 'vitest';
import { visitsOf } from '#client/visits.ts';
import { LambdaFunctionError } from '../../local/aws/lambda/lambda-function-error.ts';
import { lambdaTask, machine, serveStepFunctions } from '../support/served-step-functions.ts';

/** Runs a state machine whose function fails for the numbers of attempts that it is told, and reads its visits. */
const visit = async (states: Record<string, unknown>, input: unknown = {}, failures = 0) => {
	let attempts = 0;
	const functions = await serveStepFunctions(
		{ Machine: machine(states) },
		{
			invokeFunction: async (_arn, payload) => {
				attempts += 1;
				if (attempts <= failures) throw new LambdaFunctionError('NotYet', 'not yet', []);
				return payload;
			},
		},
	);
	const { executionArn = '' } = await functions.run('Machine', input);
	return visitsOf(await functions.history(executionArn));
};
const retry = [{ ErrorEquals: ['NotYet'], IntervalSeconds: 1, MaxAttempts: 1 }];

describe('visitsOf', () => {
	it('gives each state with its input, output and the state before', async () => {
		const visits = await visit({ First: { Type: 'Pass', Result: 1, Next: 'Last' }, Last: { Type: 'Succeed' } });
		expect(visits).toMatchObject([
			{ state: 'First', type: 'Pass', input: '{}', output: '1', errors: [], isCaught: false },
			{ state: 'Last', type: 'Succeed', cameFrom: visits[0]?.id, input: '1' },
		]);
		expect(visits[0]).not.toHaveProperty('cameFrom');
	});

	it('names the Map Run of a Distributed Map', () => {
		const timestamp = new Date();
		const visits = visitsOf([
			{ id: 2, type: 'MapStateEntered', timestamp, stateEnteredEventDetails: { name: 'Each' } },
			{ id: 3, previousEventId: 2, type: 'MapRunStarted', timestamp, mapRunStartedEventDetails: { mapRunArn: 'arn' } },
		]);
		expect(visits).toMatchObject([{ state: 'Each', type: 'Map', mapRunArn: 'arn' }]);
	});

	it('shows an error that was retried, and that the state ended well', async () => {
		const [task] = await visit({ Try: lambdaTask('fn', { Retry: retry, End: true }) }, {}, 1);
		expect(task).toMatchObject({ errors: [{ error: 'NotYet' }], isCaught: false, exitedAt: expect.any(String) });
	});

	it('shows an error that was caught', async () => {
		const visits = await visit(
			{
				Try: lambdaTask('fn', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Explain' }], End: true }),
				Explain: { Type: 'Pass', End: true },
			},
			{},
			1,
		);
		expect(visits).toMatchObject([
			{ state: 'Try', errors: [{ error: 'NotYet' }], isCaught: true },
			{ state: 'Explain', cameFrom: visits[0]?.id },
		]);
	});

	it('has no end for a state in which the execution failed', async () => {
		const [task] = await visit({ Try: lambdaTask('fn') }, {}, 1);
		expect(task).toMatchObject({ state: 'Try', errors: [{ error: 'NotYet' }] });
		expect(task).not.toHaveProperty('exitedAt');
	});

	it('lets the first state of each iteration come from its Map, also of one that had to wait', async () => {
		const visits = await visit(
			{
				Each: {
					Type: 'Map',
					ItemsPath: '$.items',
					MaxConcurrency: 1,
					ItemProcessor: {
						ProcessorConfig: { Mode: 'INLINE' },
						...machine({ One: { Type: 'Pass', Next: 'Two' }, Two: { Type: 'Pass', End: true } }),
					},
					Next: 'Last',
				},
				Last: { Type: 'Succeed' },
			},
			{ items: [1, 2] },
		);
		const [each, ...others] = visits;
		expect(others.filter(({ state }) => state === 'One').map(({ cameFrom }) => cameFrom)).toEqual([each?.id, each?.id]);
		expect(others.at(-1)).toMatchObject({ state: 'Last', cameFrom: each?.id });
		expect(each?.output).toBe('[1,2]');
	});

	it('lets the first state of each branch come from its Parallel', async () => {
		const branch = (name: string) => machine({ [name]: { Type: 'Pass', End: true } });
		const visits = await visit({ Both: { Type: 'Parallel', Branches: [branch('Left'), branch('Right')], End: true } });
		expect(visits.map(({ state, cameFrom }) => [state, cameFrom])).toEqual([
			['Both', undefined],
			['Left', visits[0]?.id],
			['Right', visits[0]?.id],
		]);
		expect(visits[0]?.exitedAt).toBeDefined();
	});
});
