import { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { isRunning, startOnce, startOrFind } from '#functions/watch-export/execution-calls.ts';
import { refusing, serve } from '../../support/stub-service.ts';

const never = new AbortController().signal;
const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:ProcessExport';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:ProcessExport:nightly';
const INPUT = { jobName: 'nightly' };

/** A Step Functions in which an execution of the name exists. */
const withExisting = async (status: string, input: unknown = INPUT) =>
	new SFNClient(
		await serve((request, response) => {
			const isDescribe = request.headers['x-amz-target'] === 'AWSStepFunctions.DescribeExecution';
			response.statusCode = isDescribe ? 200 : 400;
			response.end(
				JSON.stringify(
					isDescribe
						? { executionArn: EXECUTION, status, input: JSON.stringify(input), startDate: 0 }
						: { __type: 'ExecutionAlreadyExists', message: 'exists' },
				),
			);
		}),
	);

describe('startOnce', () => {
	it('does not start an execution again that exists already, and does not fail', async () => {
		const stepFunctions = new SFNClient(await serve(refusing('ExecutionAlreadyExists')));
		expect(await startOnce(stepFunctions, MACHINE, 'nightly', INPUT, never)).toBeUndefined();
	});
});

describe('startOrFind', () => {
	it.each(['RUNNING', 'SUCCEEDED'])('finds an execution with the same input that is %s', async (status) => {
		expect(await startOrFind(await withExisting(status), MACHINE, 'nightly', INPUT, never)).toBe(EXECUTION);
	});

	it.each(['FAILED', 'TIMED_OUT', 'ABORTED'])('does not take an execution for its own that is %s', async (status) => {
		expect(await startOrFind(await withExisting(status), MACHINE, 'nightly', INPUT, never)).toBeUndefined();
	});

	it('does not take an execution with another input for its own', async () => {
		const stepFunctions = await withExisting('RUNNING', { jobName: 'forged' });
		expect(await startOrFind(stepFunctions, MACHINE, 'nightly', INPUT, never)).toBeUndefined();
	});
});

describe('isRunning', () => {
	it.each([
		['RUNNING', true],
		['ABORTED', false],
	])('says of %s: %s', async (status, expected) => {
		expect(await isRunning(await withExisting(status), EXECUTION, never)).toBe(expected);
	});

	it.each(['ExecutionDoesNotExist', 'InvalidArn', 'AccessDeniedException'])('says no after %s', async (name) => {
		expect(await isRunning(new SFNClient(await serve(refusing(name))), 'hello <b>', never)).toBe(false);
	});

	it('fails for a moment when Step Functions is throttled', async () => {
		const stepFunctions = new SFNClient({ ...(await serve(refusing('ThrottlingException'))), maxAttempts: 1 });
		await expect(isRunning(stepFunctions, EXECUTION, never)).rejects.toMatchObject({ name: 'ServiceThrottled' });
	});
});
