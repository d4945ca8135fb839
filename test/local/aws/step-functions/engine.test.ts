import { describe, expect, it } from 'vitest';
import { machine, serveStepFunctions } from '../../../support/served-step-functions.ts';

const failing = machine({ Item: { Type: 'Fail', Error: 'E', Cause: 'C' } });
const map = (ItemProcessor: object, fields: object = {}) => ({
	Each: { Type: 'Map', ItemsPath: '$.items', ItemProcessor, ...fields, End: true },
});
const distributed = { ...failing, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];

describe('a Distributed Map with a child that fails', () => {
	it('fails with States.ExceedToleratedFailureThreshold and not with the error of the child', async () => {
		const { run } = await serveStepFunctions({
			Uncaught: machine(map(distributed)),
			Caught: machine({ ...map(distributed, { Catch }), Caught: { Type: 'Pass', End: true } }),
		});
		const failure = {
			Error: 'States.ExceedToleratedFailureThreshold',
			Cause: 'The specified tolerated failure threshold was exceeded',
		};

		expect(await run('Uncaught', { items: [1, 2] })).toMatchObject({
			status: 'FAILED',
			error: failure.Error,
			cause: failure.Cause,
		});
		const { output } = await run('Caught', { items: [1, 2] });
		expect(JSON.parse(output as string)).toEqual(failure);
	});
});

describe('an inline Map with an iteration that fails', () => {
	it('fails with the error of the iteration', async () => {
		const { run } = await serveStepFunctions({ Inline: machine(map(failing)) });

		expect(await run('Inline', { items: [1, 2] })).toMatchObject({ status: 'FAILED', error: 'E', cause: 'C' });
	});
});
