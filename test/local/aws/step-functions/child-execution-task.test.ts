import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import {
	executionArn,
	lambdaTask,
	machine,
	neverAnswers,
	serveStepFunctions,
	stateMachineArn,
} from '../../../support/served-step-functions.ts';

const catchAll = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true };
const Caught = { Type: 'Pass', End: true };

const childTask = (child: string, fields: Record<string, unknown> = { End: true }) => ({
	Type: 'Task',
	Resource: 'arn:aws:states:::states:startExecution.sync:2',
	Parameters: { StateMachineArn: stateMachineArn(child), Name: 'the-child', Input: { 'for.$': '$.who' } },
	TimeoutSeconds: 5,
	...fields,
});

describe('startExecution.sync:2', () => {
	it('answers with the description of the child, its input and output as JSON', async () => {
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
			Input: { for: 'me' },
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
		expect(JSON.parse(cause)).toMatchObject({
			Status: 'FAILED',
			Error: 'E',
			Cause: 'C',
			Name: 'the-child',
			Input: { for: 'me' },
		});
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
