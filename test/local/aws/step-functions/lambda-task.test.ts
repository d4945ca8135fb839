import { describe, expect, it } from 'vitest';
import { LambdaFunctionError } from '../../../../local/aws/lambda/lambda-function-error.ts';
import { lambdaTask, machine, serveStepFunctions } from '../../../support/served-step-functions.ts';

const catchAll = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true };
const Caught = { Type: 'Pass', End: true };

describe('lambda:invoke', () => {
	it('gives the function its payload and the state its answer, both as copies', async () => {
		const answer = { when: new Date(0), absent: undefined };
		let given: unknown;
		const { run } = await serveStepFunctions(
			{ Ask: machine({ Ask: lambdaTask('arn:of:function') }) },
			{
				invokeFunction: async (arn, payload) => {
					given = [arn, payload];
					return answer;
				},
			},
		);

		const { output } = await run('Ask', { a: [1] });

		expect(given).toEqual(['arn:of:function', { a: [1] }]);
		expect(JSON.parse(output as string)).toEqual({
			ExecutedVersion: '$LATEST',
			Payload: { when: '1970-01-01T00:00:00.000Z' },
			StatusCode: 200,
		});
	});

	it('answers null for a function that returns nothing', async () => {
		const { run } = await serveStepFunctions(
			{ Ask: machine({ Ask: lambdaTask('Ask', { OutputPath: '$.Payload', End: true }) }) },
			{ invokeFunction: async () => undefined },
		);

		expect(await run('Ask')).toMatchObject({ status: 'SUCCEEDED', output: 'null' });
	});

	it('fails with the errorType of the function and its whole payload as cause', async () => {
		const { run } = await serveStepFunctions(
			{ Ask: machine({ Ask: lambdaTask('Ask') }) },
			{
				invokeFunction: async () => {
					throw new LambdaFunctionError('JobNotFound', 'no such job', ['JobNotFound: no such job', '  at here']);
				},
			},
		);

		expect(await run('Ask')).toMatchObject({
			status: 'FAILED',
			error: 'JobNotFound',
			cause:
				'{"errorType":"JobNotFound","errorMessage":"no such job","trace":["JobNotFound: no such job","  at here"]}',
		});
	});

	it('fails with States.DataLimitExceeded, which a Catch matches, when the result is too large', async () => {
		const { run } = await serveStepFunctions(
			{ Large: machine({ Ask: lambdaTask('Ask', catchAll), Caught }) },
			{ invokeFunction: async () => 'x'.repeat(262_144) },
		);

		const { output } = await run('Large');

		expect(JSON.parse(output as string)).toEqual({
			Error: 'States.DataLimitExceeded',
			Cause: expect.stringContaining("'arn:aws:states:::lambda:invoke' returned a result with a size exceeding"),
		});
	});

	it('fails past any Catch with States.DataLimitExceeded when the state returns more than its result', async () => {
		const { run } = await serveStepFunctions(
			{ Large: machine({ Ask: lambdaTask('Ask', { ...catchAll, ResultPath: '$.result' }), Caught }) },
			{ invokeFunction: async () => 'x'.repeat(140_000) },
		);

		expect(await run('Large', { given: 'x'.repeat(140_000) })).toMatchObject({
			status: 'FAILED',
			error: 'States.DataLimitExceeded',
			cause: expect.stringContaining("'Ask' returned a result with a size exceeding"),
		});
	});

	it('fails past any Catch when the result is nested deeper than the engine can go', async () => {
		const deep = JSON.parse(`${'['.repeat(1600)}${']'.repeat(1600)}`);
		const { run } = await serveStepFunctions(
			{ Deep: machine({ Ask: lambdaTask('Ask', catchAll), Caught }) },
			{ invokeFunction: async () => deep },
		);

		expect(await run('Deep')).toMatchObject({
			status: 'FAILED',
			error: 'States.Runtime',
			cause: expect.stringContaining('nested more than 1500 levels deep'),
		});
	});

	it('fails with States.DataLimitExceeded when branches together return too much', async () => {
		const half = machine({ Half: lambdaTask('Half') });
		const otherHalf = machine({ OtherHalf: lambdaTask('Half') });
		const { run } = await serveStepFunctions(
			{ Large: machine({ Both: { Type: 'Parallel', Branches: [half, otherHalf], ...catchAll }, Caught }) },
			{ invokeFunction: async () => 'x'.repeat(140_000) },
		);

		expect(await run('Large')).toMatchObject({
			status: 'FAILED',
			error: 'States.DataLimitExceeded',
			cause: expect.stringContaining("'Both'"),
		});
	});
});
