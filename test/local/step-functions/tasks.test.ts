import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { LambdaFunctionError } from '../../../local/aws/step-functions/lambda-function-error.ts';
import {
	executionArn,
	lambdaTask,
	machine,
	neverAnswers,
	serveStepFunctions,
	stateMachineArn,
} from './served-step-functions.ts';

const catchAll = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true };
const Caught = { Type: 'Pass', End: true };

const childTask = (child: string, fields: Record<string, unknown> = { End: true }) => ({
	Type: 'Task',
	Resource: 'arn:aws:states:::states:startExecution.sync:2',
	Parameters: { StateMachineArn: stateMachineArn(child), Name: 'the-child', Input: { 'for.$': '$.who' } },
	TimeoutSeconds: 5,
	...fields,
});

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

	it('fails with States.DataLimitExceeded, which States.ALL neither retries nor catches, when the result is too large', async () => {
		let calls = 0;
		const { run } = await serveStepFunctions(
			{
				Large: machine({
					Ask: lambdaTask('Ask', { ...catchAll, Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 0 }] }),
					Caught,
				}),
			},
			{
				invokeFunction: async () => {
					calls += 1;
					return 'x'.repeat(262_144);
				},
			},
		);

		expect(await run('Large')).toMatchObject({
			status: 'FAILED',
			error: 'States.DataLimitExceeded',
			cause: expect.stringContaining("'arn:aws:states:::lambda:invoke' returned a result with a size exceeding"),
		});
		expect(calls).toBe(1);
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

	it('sees the context object of its execution', async () => {
		const Parameters = {
			FunctionName: 'Ask',
			Payload: {
				'id.$': '$$.Execution.Id',
				'name.$': '$$.Execution.Name',
				'role.$': '$$.Execution.RoleArn',
				'input.$': '$$.Execution.Input',
				'startTime.$': '$$.Execution.StartTime',
				'machineId.$': '$$.StateMachine.Id',
				'machineName.$': '$$.StateMachine.Name',
			},
		};
		const { run } = await serveStepFunctions({
			Ask: machine({ Ask: lambdaTask('Ask', { Parameters, OutputPath: '$.Payload', End: true }) }),
		});

		const { executionArn: id, name, output } = await run('Ask', { a: 1 });

		expect(JSON.parse(output as string)).toEqual({
			id,
			name,
			role: 'arn:aws:iam::000000000000:role/Ask',
			input: { a: 1 },
			startTime: expect.stringMatching(/Z$/),
			machineId: stateMachineArn('Ask'),
			machineName: 'Ask',
		});
	});
});

describe('startExecution.sync:2', () => {
	it('answers with the description of the child, its output as JSON', async () => {
		const { run, history } = await serveStepFunctions({
			Parent: machine({ Start: childTask('Child') }),
			Child: machine({ Echo: { Type: 'Pass', End: true } }),
		});

		const { executionArn: parentArn, output } = await run('Parent', { who: 'me' });

		const childArn = executionArn('Child', 'the-child');
		const milliseconds = expect.any(Number);
		expect(JSON.parse(output as string)).toEqual({
			ExecutionArn: childArn,
			StateMachineArn: stateMachineArn('Child'),
			Name: 'the-child',
			Status: 'SUCCEEDED',
			StartDate: milliseconds,
			StopDate: milliseconds,
			Input: '{"for":"me"}',
			InputDetails: { Included: true },
			Output: { for: 'me' },
			OutputDetails: { Included: true },
			RedriveCount: 0,
			RedriveStatus: 'NOT_REDRIVABLE',
			RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
		});
		const events = await history(parentArn as string);
		expect(events.map(({ type }) => type).slice(2, 6)).toEqual([
			'TaskScheduled',
			'TaskStarted',
			'TaskSubmitted',
			'TaskSucceeded',
		]);
		expect(events[4]?.taskSubmittedEventDetails).toMatchObject({
			resourceType: 'states',
			resource: 'startExecution.sync:2',
			output: expect.stringContaining(childArn),
		});
	});

	it('fails with States.TaskFailed and the description of the child as cause when the child fails', async () => {
		const { run } = await serveStepFunctions({
			Parent: machine({ Start: childTask('Child', catchAll), Caught }),
			Child: machine({ Ended: { Type: 'Fail', Error: 'E', Cause: 'C' } }),
		});

		const { output } = await run('Parent', { who: 'me' });

		const { Error: error, Cause: cause } = JSON.parse(output as string);
		expect(error).toBe('States.TaskFailed');
		expect(JSON.parse(cause)).toMatchObject({ Status: 'FAILED', Error: 'E', Cause: 'C', Name: 'the-child' });
	});

	it('fails with the name that the API call fails with when the child cannot start', async () => {
		const { run } = await serveStepFunctions({ Parent: machine({ Start: childTask('Nobody') }) });

		expect(await run('Parent', { who: 'me' })).toMatchObject({
			status: 'FAILED',
			error: 'StepFunctions.StateMachineDoesNotExistException',
			cause: expect.stringContaining(`State Machine Does Not Exist: '${stateMachineArn('Nobody')}'`),
		});
	});

	it('stops the child when the parent is stopped', async () => {
		const { client, start, describe } = await serveStepFunctions(
			{ Parent: machine({ Start: childTask('Child') }), Child: machine({ Ask: lambdaTask('Ask') }) },
			{ invokeFunction: neverAnswers },
		);
		const parentArn = await start('Parent', { who: 'me' });
		expect(await describe(executionArn('Child', 'the-child'))).toMatchObject({ status: 'RUNNING' });

		await client.send(new StopExecutionCommand({ executionArn: parentArn }));

		expect(await describe(executionArn('Child', 'the-child'))).toMatchObject({ status: 'ABORTED' });
	});
});

describe('TimeoutSeconds of the machine', () => {
	it('ends the execution as TIMED_OUT, and calls no function afterwards', async () => {
		const { start, ended, history } = await serveStepFunctions(
			{ Late: machine({ Ask: lambdaTask('Ask') }, { TimeoutSeconds: 1 }) },
			{ invokeFunction: neverAnswers },
		);

		const arn = await start('Late');

		const { status, error, stopDate } = await ended(arn);
		expect({ status, error, stopDate }).toEqual({ status: 'TIMED_OUT', error: undefined, stopDate: expect.any(Date) });
		expect((await history(arn)).at(-1)).toMatchObject({ type: 'ExecutionTimedOut', previousEventId: 0 });
	});
});
